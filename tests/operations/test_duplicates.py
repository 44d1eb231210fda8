"""Who is perhaps on the roll twice: in whatever spelling, homonyms left alone, decided once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.twins import Grade, Sign
from kiosk.errors import Cancelled
from kiosk.operations import imports, merging, undoing
from kiosk.operations.duplicates import Twins, near_duplicates
from tests.stations import guest

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.people import Attendee
    from kiosk.operations.station import Station

OTHERS = ("Fatima Bennani", "Samira Bennis", "Mohamed Chakir", "Nadia Hamdi", "Omar Tahiri")
MAIL, PHONE = "ali@example.ma", "+212600000001"


def known(station: Station, name: str = "", **values: str) -> Attendee:
    one = guest(station, name, **values).attendee
    assert one is not None
    return one


def pairs(station: Station) -> list[Twins]:
    return list(near_duplicates(station).pairs)


@pytest.mark.parametrize(
    ("one", "other", "grade", "sign"),
    [
        ({"name_latin": "Ali Tazi"}, {"name_latin": "TAZI Ali"}, Grade.PERHAPS, Sign.SAME_NAME),
        ({"name_latin": "Ali Tazi", "phone": PHONE}, {"name_latin": "ali  tazi", "phone": "06 00 00 00 01"},
         Grade.SURE, Sign.SAME_PHONE),
        ({"name_latin": "Ali Tazi", "email": MAIL}, {"name_latin": "Aly Tazy", "email": "Ali@Example.ma"},
         Grade.LIKELY, Sign.NEAR_NAME),
        ({"name_latin": "Hicham Chiker", "phone": PHONE}, {"name_arabic": "هشام شيكر", "phone": PHONE},
         Grade.SURE, Sign.OTHER_SCRIPT),
        ({"name_latin": "Hicham Chiker"}, {"name_arabic": "شيكر هشام"}, Grade.PERHAPS, Sign.OTHER_SCRIPT),
        ({"name_latin": "Ali T\u0430zi", "company": "OCP"}, {"name_latin": "Ali Tazi", "company": "OCP"},
         Grade.LIKELY, Sign.LOOKALIKE),
        ({"name_latin": "Driss Benche\u0301kroun"}, {"name_latin": "Driss Benchékroun"},
         Grade.PERHAPS, Sign.SAME_NAME),
        ({"name_latin": "Driss\u200dBenni"}, {"name_latin": "DrissBenni"}, Grade.PERHAPS, Sign.SAME_NAME),
        ({"name_latin": "Karim Mansouri", "email": MAIL}, {"name_latin": "Karim Mansori T", "email": MAIL},
         Grade.LIKELY, Sign.NEAR_NAME),
    ],
)  # fmt: skip
def test_two_who_are_perhaps_one(
    station: Station, one: dict[str, str], other: dict[str, str], grade: Grade, sign: Sign
) -> None:
    for name in OTHERS:
        guest(station, name)
    first, second = (known(station, **{"name": "", **values}) for values in (one, other))
    (pair,) = pairs(station)
    assert (pair.one.id, pair.other.id) == (first.id, second.id)
    assert (pair.grade, sign in pair.signs) == (grade, True), pair


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": PHONE, "company": "OCP"}, {"phone": "+212600000002", "company": "ONCF"}),
        ({"phone": PHONE}, {"phone": "+212600000002"}),
        ({"company": "OCP"}, {"company": "ONCF"}),
        ({"company": "OCP", "email": MAIL, "function": "DSI"},
         {"company": "OCP", "email": "ali2@example.ma", "function": "Juriste"}),
    ],
)  # fmt: skip
def test_homonyms_are_left_alone(station: Station, one: dict[str, str], other: dict[str, str]) -> None:
    known(station, "Mohamed Alaoui", **one)
    known(station, "Mohamed Alaoui", **other)
    assert pairs(station) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hamid Benhaddou", "Ahmed Benhaddou"), ("Karim Alaoui", "Karima Alaoui"), ("Said Tazi", "Saida TAZI")],
)
def test_two_of_one_family_with_one_telephone_are_hardly_one(station: Station, one: str, other: str) -> None:
    for name in (one, other):
        known(station, name, phone=PHONE)
    assert [pair.grade for pair in pairs(station)] == [Grade.PERHAPS]
    for name in ("Fatima Zniber", "Youssef Zniber"):
        known(station, name, email=MAIL)
    assert len(pairs(station)) == 1


def test_a_man_s_and_a_woman_s_name_at_one_company_are_two(station: Station) -> None:
    for latin, arabic in (("Samir Bennani", "سمير بناني"), ("Samira Bennani", "سميرة بناني")):
        known(station, latin, company="OCP")
        known(station, "", name_arabic=arabic, company="ONCF")
    assert pairs(station) == []


def test_a_name_that_half_the_roll_has_is_compared_within_a_company(station: Station) -> None:
    for number in range(45):
        known(station, "Mohamed Alaoui", company=f"Firm {number}")
    twice = [known(station, "Mohamed Alaoui", company="OCP") for _ in range(2)]
    (pair,) = pairs(station)
    assert [pair.one.id, pair.other.id] == [one.id for one in twice]


def test_who_was_found_to_be_two_is_never_proposed_again_until_it_is_taken_back(station: Station) -> None:
    one, two, three = (known(station, "Ali Tazi", company=name) for name in ("OCP", "OCP", ""))
    assert [(pair.one.id, pair.other.id) for pair in pairs(station)] == [
        (one.id, two.id), (one.id, three.id), (two.id, three.id),
    ]  # fmt: skip
    merging.keep_apart(station, one.id, two.id)
    merging.merge(station, two.id, three.id)
    assert pairs(station) == []  # the merged stays apart from whom one of them was kept apart from
    undoing.undo(station)
    undoing.undo(station)
    assert len(pairs(station)) == 3


def test_the_surest_come_first_and_a_limit_leaves_the_others_uncounted_for(station: Station) -> None:
    for values in ({}, {"phone": PHONE}, {"phone": PHONE}):
        known(station, "Ali Tazi", **values)
    found = near_duplicates(station, 1)
    assert (found.total, len(found.pairs)) == (3, 1)
    assert found.pairs[0].grade is Grade.SURE
    assert found.by_grade == {Grade.SURE: 1, Grade.PERHAPS: 2}


def test_an_import_tells_whom_it_has_brought_twice_and_of_nobody_else(
    station: Station, tmp_path: Path
) -> None:
    known(station, "Sara Benjelloun", phone=PHONE)
    for _ in range(2):
        known(station, "Omar Tahiri")
    file = tmp_path / "roll.csv"
    rows = "R1;سارة بنجلون;0600000001\nR2;Ali Tazi;\nR3;علي التازي;\nR4;Nadia Hamdi;\n"
    file.write_text("Référence;Nom complet;Téléphone\n" + rows, "utf-8")
    report = imports.import_roll(station, file)
    found = near_duplicates(station, among=report.told)
    names = [{pair.one.name, pair.other.name} for pair in found.pairs]
    assert names == [{"Sara Benjelloun", "سارة بنجلون"}, {"Ali Tazi", "علي التازي"}]
    assert imports.import_roll(station, file).told == []


def test_progress_is_told_and_the_search_can_be_stopped(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "roll.csv"
    file.write_text("Nom complet\n" + "".join(f"Guest Number{n}\n" for n in range(1500)), "utf-8")
    imports.import_roll(station, file)
    told: list[tuple[int, int]] = []
    near_duplicates(station, on_progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (3000, 3000)
    assert len(told) > 1
    with pytest.raises(Cancelled):
        near_duplicates(station, cancelled=lambda: True)
