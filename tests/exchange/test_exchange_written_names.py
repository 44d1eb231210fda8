from __future__ import annotations

import pytest

from kiosk.exchange.written_names import WrittenName, read_name

LATIN, ARABIC = "Hicham Chikri", "هشام شيكري"


@pytest.mark.parametrize(
    "cell",
    [
        f"{ARABIC} / {LATIN}",
        f"{LATIN} / {ARABIC}",
        f"{ARABIC}\n{LATIN}",
        f"{LATIN} ({ARABIC})",
        f"{LATIN} - {ARABIC}",
        f"{LATIN} – {ARABIC}",
        f"{LATIN} | {ARABIC}",
        f"{LATIN} {ARABIC}",
        f"{ARABIC}، {LATIN}",
    ],
)
def test_both_scripts_in_one_cell_are_told_apart(cell: str) -> None:
    assert read_name(cell) == WrittenName(LATIN, ARABIC)


@pytest.mark.parametrize(
    "name",
    [
        "Jean-Pierre d'Orme",
        "BENCHÉKROUN Aïcha",
        "Ben Ali, Karim",
        "Dr. Étienne Andaloussi",
        "Rachid (invité)",
        "ⵎⵓⵃⵎⵎⴷ",
        "Zoé",
    ],
)
def test_a_latin_name_stays_as_it_is(name: str) -> None:
    assert read_name(f" {name} ") == WrittenName(latin=name)


@pytest.mark.parametrize("name", ["عبد الله بن-علي", "فاطمة الزهراء", "وفاء الوزاني", "مُحَمَّد"])
def test_an_arabic_name_stays_as_it_is(name: str) -> None:
    assert read_name(name) == WrittenName(arabic=name)


@pytest.mark.parametrize(
    "cell",
    [
        "M. Alaoui et Mme Idrissi",
        "Karim & Sara",
        "Karim&Sara",
        "Karim AND Sara",
        "Karim + Sara",
        "Karim Alaoui / Sara Idrissi",
        "Karim Alaoui; Sara Idrissi",
        "Karim Alaoui\nSara Idrissi",
        "محمد و فاطمة",
        "محمد العلوي / فاطمة بناني",
        "Hicham et Sara هشام وسارة",
        "Hicham / Sara هشام",
    ],
)
def test_two_people_in_one_cell_are_noticed(cell: str) -> None:
    assert read_name(cell).several
