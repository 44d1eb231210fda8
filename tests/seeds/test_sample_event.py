"""The sample event's people: the same ones every time, plausible in both scripts, and nobody real."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers
import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample_event"
TABLES = ROOT / "db" / "seeds" / "tables"

Roll = list[dict[str, str]]


@pytest.fixture(scope="module")
def roll() -> Roll:
    with (SAMPLE / "roll.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def orders() -> Roll:
    with (SAMPLE / "pretix.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scripts(text: str) -> set[str]:
    """Return which scripts the letters of `text` belong to, by the first word of their Unicode names."""
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


def test_the_committed_files_are_what_the_command_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "db.seeds.make_sample", str(tmp_path)], cwd=ROOT, check=True)
    for name in ("roll.csv", "pretix.csv"):
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), f"{name}: make it again"


def test_the_same_people_come_wherever_the_file_stands(
    sample_event: ModuleType, sample_event_elsewhere: ModuleType, roll: Roll
) -> None:
    assert list(sample_event.people()) == roll
    assert list(sample_event_elsewhere.people()) == roll


def test_a_longer_roll_begins_with_the_shorter_one(sample_event: ModuleType, roll: Roll) -> None:
    longer = list(sample_event.people(2_000))
    assert longer[:1_500] == roll
    assert len(longer) == 2_000


def test_another_seed_gives_other_people_but_the_cast(sample_event: ModuleType, roll: Roll) -> None:
    other = list(sample_event.people(seed=1))
    same = [
        one["Nom"]
        for one, two in zip(roll, other, strict=True)
        if one["الاسم الكامل"] == two["الاسم الكامل"] != ""
    ]
    assert "Benjelloun" in same
    assert len(same) < 60


def test_thirty_thousand_people_are_thirty_thousand_identities(sample_event: ModuleType) -> None:
    people = list(sample_event.people(30_000))
    emails = [person["E-mail"] for person in people if person["E-mail"]]
    tickets = [person["Code billet"] for person in people if person["Code billet"]]
    assert len({person["Référence"] for person in people}) == 30_000
    assert len(set(emails)) == len(emails) > 25_000
    assert len(set(tickets)) == len(tickets) > 500


def test_names_stand_in_both_scripts_or_in_one_as_organisers_have_them(roll: Roll) -> None:
    written = Counter((bool(person["Nom"]), bool(person["الاسم الكامل"])) for person in roll)
    assert sum(written.values()) == 1_500
    assert written[True, True] / 1_500 == pytest.approx(0.62, abs=0.03)
    assert written[True, False] / 1_500 == pytest.approx(0.25, abs=0.03)
    assert written[False, True] / 1_500 == pytest.approx(0.13, abs=0.03)


def test_each_column_keeps_to_its_script(roll: Roll) -> None:
    for person in roll:
        assert scripts(person["الاسم الكامل"]) <= {"ARABIC"}, person
        assert scripts(person["Nom"] + person["Prénom"] + person["E-mail"]) <= {"LATIN"}, person
        assert not person["Nom"] or person["Prénom"], person


def test_the_desk_meets_every_difficulty(roll: Roll) -> None:
    assert {person["Statut"] for person in roll} == {"Confirmé", "En attente", "Non payé", "Annulé", "Bloqué"}
    names = Counter((person["Prénom"], person["Nom"]) for person in roll if person["Nom"])
    assert 10 < sum(1 for times in names.values() if times > 1) < 60
    assert any(len(person["Prénom"] + person["Nom"]) > 60 for person in roll)
    assert any(len(person["الاسم الكامل"]) > 45 for person in roll)
    assert any(0 < len(person["Prénom"] + person["Nom"]) <= 4 for person in roll)
    assert any(unicodedata.combining(letter) for person in roll for letter in person["الاسم الكامل"])
    assert 15 < sum(bool(person["Attention"]) for person in roll) < 80


def test_addresses_and_numbers_reach_nobody(roll: Roll) -> None:
    for person in roll:
        local, _, domain = person["E-mail"].partition("@")
        assert domain in ("", "example.net") or domain.endswith(".example.com"), person
        assert not person["E-mail"] or (0 < len(local) <= 64 and local.isascii()), person
        if person["GSM"]:
            number = phonenumbers.parse(person["GSM"], "MA")
            assert phonenumbers.is_valid_number(number), person
            written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            assert written.startswith("+21260000"), person


def test_the_ticket_shop_knows_some_of_the_same_people(roll: Roll, orders: Roll) -> None:
    holders = {person["Code billet"]: person for person in roll if person["Code billet"]}
    assert set(holders) == {order["Secret"] for order in orders}
    assert 35 <= len(orders) == len(holders) <= 45
    assert len({order["Order code"] for order in orders}) == len(orders)
    for order in orders:
        person = holders[order["Secret"]]
        assert order["Attendee name"] in (f"{person['Prénom']} {person['Nom']}", person["الاسم الكامل"])
        assert order["E-mail"] == person["E-mail"]
    names = " ".join(order["Attendee name"] for order in orders)
    assert names.count("Benjelloun") >= 3
    assert names.count("Bendjelloun") >= 2
    assert "Ben Jelloun" in names
    assert "بنجلون" in names


@pytest.mark.parametrize("path", sorted(TABLES.iterdir()), ids=lambda path: path.stem)
def test_the_tables_are_whole(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line.count("\t") == header.count("\t") for line in lines)
    assert len(set(lines)) == len(lines)
    assert unicodedata.is_normalized("NFC", "\n".join(lines))


@pytest.mark.parametrize("table", ["given", "family"])
def test_one_arabic_name_has_one_line(table: str) -> None:
    with (TABLES / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["arabic"] for row in rows}) == len(rows)
    latin = [way for row in rows for way in row["latin"].split("|")]
    assert len(set(latin)) == len(latin)
