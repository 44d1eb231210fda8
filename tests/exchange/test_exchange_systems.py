"""One file of each system, as it writes them, and what must come of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.people import Registration
from kiosk.exchange import roll
from kiosk.exchange.encodings import Encoding
from kiosk.exchange.header_words import Field, System

DATA = Path(__file__).parent.parent / "data" / "exchange"
MOROCCO = ZoneInfo("Africa/Casablanca")

# Of each file: system, encoding, header row, and of each row what it must at least say.
EXPECTED: dict[str, tuple[System, Encoding, int, list[dict[str, Any]]]] = {
    "pretix_check_in_list.csv": (
        System.PRETIX,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Ilham Bennouna",
                "name_arabic": "إلهام بنونة",
                "company": "Rivage Assurances",
                "function": "Directrice des systèmes d'information",
                "phone": "+212661000001",
                "reference": "K7QXD",
                "registration": Registration.CONFIRMED,
                "category": "Participant",
                "key": "ticket:6wq2pexv7zjs5zt3kd8n4h2rcbm9ayuf",
                "extra:Variation": "Trois jours",
                "extra:City": "Casablanca",
                "attention": None,
            },
            {
                "name_latin": "Yassine Berrada",
                "registration": Registration.BLOCKED,
                "category": "Speaker",
                "attention": "Requires special attention",
                "note": "Vient avec un interprète",
                "valid_from": datetime(2024, 10, 23, 9, tzinfo=MOROCCO),
                "valid_until": datetime(2024, 10, 25, 18, 30, tzinfo=MOROCCO),
            },
        ],
    ),
    "pretix_order_positions_french.csv": (
        System.PRETIX,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Nadia Tahiri",
                "reference": "P9ZRT-1",
                "email": "nadia.tahiri@example.com",
                "company": "Atlas Énergie",
                "registration": Registration.CONFIRMED,
                "valid_until": datetime(2024, 10, 26, tzinfo=MOROCCO),
                "extra:E-mail": "achats@example.com",
                "extra:Entreprise (2)": "Atlas Énergie SA",
                "extra:Variante": "Trois jours",
            },
            {
                "name_arabic": "سناء الوزاني",
                "name_latin": None,
                "reference": "P9ZRT-2",
                "registration": Registration.UNPAID,
                "category": "Partenaire",
                "note": "À placer au premier rang",
            },
        ],
    ),
    "pretix_german.csv": (
        System.PRETIX,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Jürgen Weißmann",
                "ticket": "h8z3kq5xw2vn7dt4pm9jr6cyseuabg2f",
                "phone": "+4915112345678",
                "category": "Teilnehmer",
                "registration": Registration.CONFIRMED,
                "attention": None,
                "valid_from": datetime(2024, 10, 23, 8, tzinfo=MOROCCO),
            }
        ],
    ),
    "eventbrite.csv": (
        System.EVENTBRITE,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Salma El Fassi",
                "function": "Journaliste",
                "category": "Press",
                "key": "ref:eventbrite:15023456781",
                "registration": Registration.CONFIRMED,
                "extra:Home City": "Fès",
                "extra:Currency": None,
            },
            {"name_latin": "Omar Kettani", "registration": Registration.CANCELLED},
        ],
    ),
    "odoo_labels.csv": (
        System.ODOO,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Hajar Lahlou",
                "key": "ticket:12345678901234567890",
                "phone": "+212661000004",
                "company": "Dune Conseil",
                "category": "Standard",
                "registration": Registration.PENDING,
            },
            {"registration": Registration.CONFIRMED, "category": "VIP"},
        ],
    ),
    "odoo_technical.csv": (
        System.ODOO,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Hajar Lahlou",
                "key": "ticket:12345678901234567890",
                "registration": Registration.CANCELLED,
                "extra:partner_id": "Dune Conseil",
            }
        ],
    ),
    "indico.csv": (
        System.INDICO,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Amina Zeroual",
                "key": "ref:indico:17",
                "company": "Université de l'Oued",
                "function": "Professeure",
                "registration": Registration.CONFIRMED,
            },
            {"registration": Registration.CANCELLED},
        ],
    ),
    "hi_events.csv": (
        System.HI_EVENTS,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Kenza Alami",
                "key": "ticket:A-7KD93MQ",
                "reference": "204",
                "category": "Official",
                "company": "Région du Souss imaginaire",
                "note": "Protocole",
                "registration": Registration.CONFIRMED,
            },
            {"registration": Registration.UNPAID},
        ],
    ),
    "attendize.csv": (
        System.ATTENDIZE,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Imane Chraibi",
                "key": "ref:attendize:QZ8X2M-1",
                "category": "Partner",
                "ticket": None,
            }
        ],
    ),
    "alf_io.csv": (
        System.ALF_IO,
        Encoding.UTF_8,
        1,
        [
            {
                "name_latin": "Soufiane Mernissi",
                "key": "ref:alf_io:0f8fad5b-d9cb-469f-a165-70867728950e",
                "registration": Registration.CONFIRMED,
                "category": "Speaker",
            },
            {"registration": Registration.CANCELLED},
        ],
    ),
    "own_french_windows_1252.csv": (
        System.OWN,
        Encoding.WINDOWS_1252,
        3,
        [
            {
                "number": 4,
                "name_latin": "Aïcha BENCHÉKROUN",
                "company": "Société du Grand Œuvre",
                "phone": "+212661000005",
                "category": "Officiel",
                "registration": Registration.CONFIRMED,
                "extra:N°": "1",
            },
            {"number": 6, "phone": "+212661000006", "registration": Registration.CANCELLED},
        ],
    ),
    "own_arabic_windows_1256.csv": (
        System.OWN,
        Encoding.WINDOWS_1256,
        1,
        [
            {
                "name_arabic": "فاطمة الزهراء العلمي",
                "name_latin": None,
                "company": "جامعة الوادي",
                "function": "أستاذة",
                "category": "مشارك",
                "phone": "+212661000007",
                "registration": Registration.CONFIRMED,
                "note": "نباتية",
            },
            {"phone": "+212661000008", "registration": Registration.CANCELLED},
        ],
    ),
    "own_both_scripts_utf_16.csv": (
        System.OWN,
        Encoding.UTF_16_LE,
        1,
        [
            {
                "name_latin": "Hicham Chikri",
                "name_arabic": "هشام شيكري",
                "company": "Ministère des Marées",
                "key": "ticket:INV-001",
                "phone": "+212661000009",
            },
            {"name_latin": "Leïla Saïdi", "name_arabic": "ليلى السعيدي", "phone": "+212522000010"},
        ],
    ),
}


@pytest.mark.parametrize("file", EXPECTED)
def test_each_systems_file_is_read_for_what_it_says(file: str) -> None:
    system, encoding, header_row, expected = EXPECTED[file]
    seen = roll.preview(DATA / file)
    assert (seen.system, seen.encoding, seen.header_row) == (system, encoding, header_row)
    assert seen.problems == ()
    assert len(seen.rows) == seen.total_rows == len(expected)
    for row, wanted in zip(seen.rows, expected, strict=True):
        assert {name: _value(row, name) for name in wanted} == wanted


def _value(row: roll.RollRow, name: str) -> Any:
    if name.startswith("extra:"):
        return row.extra.get(name.removeprefix("extra:"))
    if name in ("number", "key"):
        return getattr(row, name)
    return row.category_text if name == "category" else row.values.get(name)


def test_every_sample_file_has_its_expectation() -> None:
    assert {path.name for path in DATA.iterdir()} == set(EXPECTED)


def test_every_system_has_a_sample_file() -> None:
    assert {system for system, *_ in EXPECTED.values()} == set(System)


@pytest.mark.parametrize("file", EXPECTED)
def test_reading_yields_what_the_preview_showed(file: str) -> None:
    assert tuple(roll.read(DATA / file)) == roll.preview(DATA / file).rows


def test_a_column_is_shown_with_what_stands_in_it() -> None:
    columns = {column.header: column for column in roll.preview(DATA / "own_french_windows_1252.csv").columns}
    assert columns["GSM"].field is Field.PHONE
    assert columns["GSM"].samples == ("06.61.00.00.05", "661000006")
