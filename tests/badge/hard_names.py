"""Sixty names that are hard to print, in one script or both: long, short, marked, mixed, of rare letters."""

from __future__ import annotations

from typing import Final

HARD_NAMES: Final[tuple[tuple[str, str], ...]] = (
    # long ones, as they stand on identity cards
    (
        "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
        "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
    ),
    ("Moulay Abdelhafid Ben Abdellah Elmandjra Benchekroun", "مولاي عبد الحفيظ بن عبد الله المنجرة بنشقرون"),
    ("Sidi Mohammed Lamine Ould Cheikh Ahmed El Hadrami", "سيدي محمد الأمين ولد الشيخ أحمد الحضرمي"),
    ("Lalla Khadija Tounsi Bennani Smires El Alaoui", "لالة خديجة التونسي بناني سميرس العلوي"),
    ("Abdelkrim Ben Abderrahmane Ben Abdelkader Khattabi", "عبد الكريم بن عبد الرحمن بن عبد القادر الخطابي"),
    ("Marie-Antoinette de La Rochefoucauld-Montmorency", ""),
    ("José Luis Rodríguez Zapatero de la Fuente y Álvarez", ""),
    ("Jean-Baptiste Ouédraogo-Compaoré de Bobo-Dioulasso", ""),
    ("Wolfeschlegelsteinhausenbergerdorff", ""),
    ("Andriantsimitoviaminandriandrazaka Rakotomalala", ""),
    ("Aït-Ben-Haddou Oulmès Tamazight Imouzzer Kandar", "آيت بن حدو أولماس تامزيغت إيموزار كندر"),
    ("Nguyễn Thị Phương Thảo", ""),
    # short ones
    ("Li", "لي"),
    ("O", "و"),
    ("Y", ""),
    ("", "م"),
    ("Xi Yu", "شي يو"),
    ("Éa", ""),
    ("", "رأ"),
    # one script only
    ("", "يوسف بن إبراهيم الفاسي"),
    ("", "عبد الرحمن ولد الحاج محمد الأمين الشنقيطي التندغي"),
    ("", "نزهة"),
    ("Salma Aït Ouakrim", ""),
    ("Mehdi Ben Barka", ""),
    # marks, hamzas, lam-alefs, tatweel
    ("Mohammed Chraïbi", "مُحَمَّدٌ الشَّرَايِبِي"),
    ("Aboubakr", "أَبُو بَكْرٍ ٱلصِّدِّيق"),
    ("Raïssouni", "رَئِيسُونِيّ"),
    ("Loaloa", "لؤلؤة الآلاء لأمير الإيلاف"),
    ("Mahmoud", "محمـــــود"),
    ("Al-Lat", "ﷲ الله"),
    ("Hâjj ʿAbd al-Qādir Ṭāriq Ḥusayn Ẓāhir Ḍiyāʾ", "الحاج عبد القادر"),
    ("Çağrı Şahinoğlu İnönü Gökçe", ""),
    ("Đặng Ńẃř Œuvre Ŵžŷ Ðþ", ""),
    ("Łukasz Żółć Źdźbło", ""),
    # Amazigh, in its own letters and in Latin ones
    ("ⵉⴷⵉⵔ ⵓⵎⵓⵀⵓⵛ", "إيدير أومهوش"),
    ("ⵜⴰⴼⵙⵓⵜ ⵏ ⵉⵎⴰⵣⵉⵖⵏ ⵜⴰⵎⴰⵣⵉⵖⵜ", ""),
    ("ⵎⴰⵙⵙⵉⵏⵉⵙⵙⴰ", "ماسينيسا"),
    ("Ɣanim Ɛli Ḥemmu Ẓiri Ṣalḥ Ṭahaṛ Ḍawya Čakir Ǧǧal", "غانم علي حمو زيري"),
    ("Ġiżḥẓ Ɛǧǧal Ɣuř", "عبد الرحمن ڭنون پارك ݣلميم ڤيلا"),
    ("Axxam n Tlelli ⵣ Imaziɣen", ""),
    # mixed lines and digits
    ("Karim (OCP) شركة", "كريم (OCP) شركة"),
    ("Ahmed 2e Benali", "أحمد الثاني 2 بنعلي"),
    ("Dr. Pr. Hassan II Tazi, PhD", "د. حسن الثاني التازي"),
    ("N’Diaye M’hamed L’Kbir d’Aïn-Sebaâ", "مْحَمَّد لكبير"),
    ("O'Brien–Smith & Sons", ""),
    ("Groupe 25/7 «Étoile»", "مجموعة ٢٥ (النجمة)"),
    ("S.A.R. Moulay Rachid", "صاحب السمو الملكي الأمير مولاي رشيد"),
    ("ABDELHAKIM BENCHEKROUN EL FILALI", "عبد الحكيم بنشقرون الفيلالي"),
    ("abdelhakim benchekroun", "عبدالحكيم بنشقرون"),
    ("Ali-Reza Mirzā", "علی‌رضا میرزایی"),
    ("Zübeyr Gül", "زۇبەير گۈل"),
    # joined wide letters, tall and deep ones
    ("WWWWWWWW MMMMMMMM", "شششششششش صصصصصصصص"),
    ("Iiiiiiii Llllllll", "اااااااا لللللللل"),
    ("ÂÊÎÔÛ ÅÄÖÜ ÇĢĶ", "إِإِإِ ـٍـٍـٍ ـُّـُّـُّ"),
    ("gjpqy ĝĵþqŷ", "ججج ححح ععع"),
    ("Ǻǘṩ Ṻḹḗ Ǟ", ""),
    ("Björn Þórður Ægir", ""),
    ("Şeyma Çelik-Oğuz", "شيماء شيليك"),
    ("Zoé Lefèvre-d’Hœuvre", "زوي"),
    ("Ahmed Benali", "أحمد بنعلي"),
)
"""(in Latin letters, in Arabic ones); either may be empty."""

REFUSED_NAMES: Final = (
    ("Salma 🎉", "🎉"),
    ("李 Ali", "李"),
    ("محمد 👍🏽", "👍🏽"),
    ("안녕", "안녕"),
    ("Юра", "Юра"),
    ("Άννα", "Άνα"),
    ("\ue000Ali", "\ue000"),
)
"""Names with characters that no font of ours has, and those characters."""
