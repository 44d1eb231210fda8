"""Draws every shipped layout with twelve names into one picture: `python -m tests.badge.contact_sheet FILE`.

The picture in tests/data/pictures is what it made last; look at it after a layout was changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from kiosk.badge import layouts, pdf
from kiosk.domain.badge import Layout

NAMES: Final = (
    ("Salma Aït Ouakrim", "سلمى آيت واكريم", "OCP Group", "Directrice", "Intervenant", "متدخل", "#E8A317"),
    ("Ahmed Benali", "أحمد بنعلي", "Atlas Conseil", "Ingénieur réseaux", "Participant", "مشارك", "#3D35B5"),
    (
        "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
        "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
        "Ministère de la Transition numérique et de la Réforme de l’administration",
        "Directrice des systèmes d’information",
        "Officiel",
        "رسمي",
        "#950404",
    ),
    ("Li", "", "", "", "Presse", "صحافة", "#E6E0A8"),
    ("", "مُحَمَّد عبد الرحمن اليوسفي", "شركة OCP Group 25", "مدير الأنظمة", "Partenaire", "شريك", "#2CB5B5"),
    ("ⵉⴷⵉⵔ ⵓⵎⵓⵀⵓⵛ", "إيدير أومهوش", "IRCAM", "", "Intervenant", "متدخل", "#E8A317"),
    ("Ɣanim Ɛli Ḥemmu", "غانم علي حمو", "", "Étudiant", "Participant", "مشارك", "#3D35B5"),
    (
        "Wolfeschlegelsteinhausenbergerdorff",
        "",
        "Lumen & Partners",
        "Cheffe de cabinet",
        "Presse",
        "صحافة",
        "#E6E0A8",
    ),
    ("Karim (OCP) شركة", "كريم (OCP) شركة", "OCP", "", "Organisation", "تنظيم", "#2A0A24"),
    (
        "Moulay Abdelhafid Ben Abdellah",
        "مولاي عبد الحفيظ بن عبد الله",
        "Royal Air Maroc",
        "Pilote",
        "Participant",
        "مشارك",
        "#3D35B5",
    ),
    ("Çağrı Şahinoğlu", "", "Türk Telekom", "Data scientist", "Partenaire", "شريك", "#2CB5B5"),
    (
        "N’Diaye M’hamed d’Aïn-Sebaâ",
        "انجاي امحمد",
        "Dakar Data Collective",
        "Analyste",
        "Intervenant",
        "متدخل",
        "#E8A317",
    ),
)
_KEYS: Final = (
    "name_latin",
    "name_arabic",
    "company",
    "function",
    "category",
    "category_arabic",
    "category_colour",
)
_EVENT: Final = {
    "event": "Les Assises de l'AUSIM, 7e édition",
    "event_arabic": "مناظرات AUSIM، الدورة السابعة",
    "event_theme": "La puissance du numérique : avec nous vers un monde durable et résilient",
    "event_dates": "23–25/10/2024",
    "event_place": "Marrakech",
    "code": "M4K7Q2ZD9WX0R5TBN8C3GHVYAEJ1",
    "vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Salma Ouakrim\r\nORG:OCP\r\nTEL:+212661234567\r\nEND:VCARD",
    "Jours": "23, 24",
    "Dîner": "oui",
}
_CELL_PX: Final = 250
_GAP_PX: Final = 8
_COLOURS: Final = 96


def people() -> list[dict[str, str]]:
    told = [dict(zip(_KEYS, one, strict=True)) for one in NAMES]
    return [{**_EVENT, **one, "name": one["name_latin"] or one["name_arabic"]} for one in told]


def row(layout: Layout) -> Image.Image:
    """The first page of each badge of a layout, side by side, as large as their cells allow."""
    document = pypdfium2.PdfDocument(pdf.render(layout, people()).pdf)
    scale = _CELL_PX / max(layout.width_mm, layout.height_mm * 0.8) / 72 * 25.4
    faces = [document[at * layout.sides].render(scale=scale).to_pil() for at in range(len(NAMES))]
    document.close()
    made = Image.new(
        "RGB", ((_CELL_PX + _GAP_PX) * len(faces) + _GAP_PX, faces[0].height + _GAP_PX), "#8A8F98"
    )
    for at, face in enumerate(faces):
        made.paste(face, (_GAP_PX + at * (_CELL_PX + _GAP_PX) + (_CELL_PX - face.width) // 2, _GAP_PX // 2))
    return made


def drawn() -> Image.Image:
    """Every shipped layout, a row each."""
    rows = [row(one) for one in sorted(layouts.all_shipped(), key=lambda one: one.height_mm / one.width_mm)]
    made = Image.new("RGB", (rows[0].width, sum(one.height for one in rows) + _GAP_PX), "#8A8F98")
    top = _GAP_PX // 2
    for one in rows:
        made.paste(one, (0, top))
        top += one.height
    return made


if __name__ == "__main__":
    drawn().quantize(_COLOURS, dither=Image.Dither.NONE).save(Path(sys.argv[1]), optimize=True)
