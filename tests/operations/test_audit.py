"""What would be wrong on the badges of a roll, told before they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import language
from kiosk.domain.people import Attendee
from kiosk.errors import Cancelled
from kiosk.operations import audit, imports, layouts, merging
from kiosk.operations.audit import Fault, Remark, Report, compared
from kiosk.operations.station import Station
from kiosk.words import audit as words

FINE = ("Zineb Alami", "", "OCP", "Presse", "", "T-1")
HEAD = "Nom complet;الاسم الكامل;Société;Catégorie;E-mail;Code billet\n"


def roll(station: Station, *rows: tuple[str, ...]) -> None:
    file: Path = station.folder.parent / "roll.csv"
    file.write_text(HEAD + "\n".join(";".join(row) for row in rows) + "\n", "utf-8")
    imports.import_roll(station, file)


def audited(station: Station, *rows: tuple[str, ...], dpi: int = audit.DPI) -> Report:
    roll(station, *rows)
    return audit.audit(station, dpi=dpi)


def only(report: Report, fault: Fault) -> list[Remark]:
    return [one for one in report.remarks if one.fault is fault]


def person(key: str, name: str, **values: str) -> Attendee:
    return Attendee(id=key, code=f"M{key}", name_latin=name, **values)  # type: ignore[arg-type]


def test_a_good_roll_has_no_remarks(station: Station) -> None:
    report = audited(station, FINE)
    assert (report.people, report.wrong, report.remarks) == (1, 0, ())


def test_a_text_that_is_cut_off_is_wrong(station: Station) -> None:
    company = ("Direction générale de la transformation numérique et des systèmes d'information " * 3)[:200]
    report = audited(station, FINE, ("Ali Bennani", "", company, "Presse", "", "T-2"))
    (remark,) = only(report, Fault.CLIPPED)
    assert (remark.attendee.name, remark.is_wrong, report.wrong) == ("Ali Bennani", True, 1)
    assert remark.text.startswith("Direction générale")


def test_letters_that_no_font_has_are_named(station: Station) -> None:
    report = audited(station, ("Ali 山 Bennani", "", "OCP", "Presse", "", "T-2"))
    (remark,) = only(report, Fault.MISSING_GLYPHS)
    assert (remark.characters, remark.is_wrong) == ("山", True)


def test_two_of_one_name_are_worth_a_look_and_know_each_other(station: Station) -> None:
    report = audited(station, FINE, ("ZINEB  Alami", "", "Atlas", "Presse", "", "T-2"))
    first, second = only(report, Fault.SAME_NAME)
    assert first.others == (second.attendee.id,)
    assert [first.text, second.text] == ["OCP", "Atlas"], "what tells them apart"
    assert (first.is_wrong, report.wrong) == (False, 0)


def test_the_worst_comes_first(station: Station) -> None:
    report = audited(station, FINE, ("Zineb Alami", "", "山", "Presse", "", "T-2"))
    assert report.remarks[0].fault is Fault.MISSING_GLYPHS
    assert report.by_fault[Fault.SAME_NAME] == 2


def test_whoever_has_cancelled_gets_no_badge_and_no_remark(station: Station) -> None:
    file = station.folder.parent / "roll.csv"
    file.write_text("Nom complet;Statut\nAli 山;annulé\nSara Tazi;confirmé\n", "utf-8")
    imports.import_roll(station, file)
    assert audit.audit(station).remarks == ()


def test_progress_is_told_to_the_end_and_can_be_stopped(station: Station) -> None:
    rows = [(f"Guest {chr(65 + n % 26)}{n}", "", "OCP", "Presse", "", f"T-{n}") for n in range(120)]
    roll(station, *rows)
    told: list[tuple[int, int]] = []
    audit.audit(station, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (120, 120)
    assert len(told) >= 3
    with pytest.raises(Cancelled):
        audit.audit(station, cancelled=lambda: len(told) > 0)


def test_one_person_is_looked_at_alone(station: Station) -> None:
    roll(station, FINE, ("Ali 山", "", "OCP", "Presse", "", "T-2"))
    (remark,) = audit.audit(station).remarks
    assert [one.fault for one in audit.of_one(station, remark.attendee.id)] == [Fault.MISSING_GLYPHS]
    assert audit.of_one(station, "nobody") == ()


def test_a_code_too_fine_for_the_printer_is_wrong(station: Station) -> None:
    assert only(audited(station, FINE), Fault.CODE_SMALL) == []
    (remark,) = only(audit.audit(station, dpi=72), Fault.CODE_SMALL)
    assert (remark.is_wrong, 0 < remark.dots < 3) == (True, True)


def test_letters_of_two_scripts_in_one_word_are_worth_a_look(station: Station) -> None:
    report = audited(station, ("\u0410li Bennani", "", "OCP", "Presse", "", "T-2"), FINE)  # a Cyrillic А
    (remark,) = only(report, Fault.MIXED_SCRIPT)
    assert (remark.attendee.company, remark.is_wrong) == ("OCP", False)


def test_a_category_without_badges_has_no_remarks(station: Station) -> None:
    layouts.assign(station, layouts.NOT_PRINTED, "press")
    report = audited(station, FINE, ("Ali 山", "", "OCP", "Presse", "", "T-2"))
    assert (report.people, report.remarks) == (0, ())


def test_a_layout_that_cannot_be_used_is_told_once(station: Station) -> None:
    folder = station.folder / layouts.FOLDER
    folder.mkdir()
    (folder / layouts.BY_CATEGORY).write_text('{"press": "mine"}', "utf-8")
    (folder / "mine.json").write_text("{", "utf-8")
    report = audited(station, FINE, ("Ali Bennani", "", "OCP", "Presse", "", "T-2"))
    assert [name for name, _detail in report.refused] == ["mine.json"]
    assert report.people == 2


# -- people beside each other ------------------------------------------------------------------------


def alike(report: Report, fault: Fault) -> list[tuple[str, str]]:
    return [(one.attendee.name, one.text) for one in only(report, fault)]


def test_the_same_words_in_another_order_are_alike(station: Station) -> None:
    report = audited(
        station,
        ("Ben Ali Samir", "", "OCP", "Presse", "", "T-1"),
        ("Samir BEN-ALI", "", "OCP", "Presse", "", "T-2"),
        ("Samir Alami", "", "OCP", "Presse", "", "T-3"),
    )
    assert alike(report, Fault.ALIKE) == [
        ("Ben Ali Samir", "Samir BEN-ALI"),
        ("Samir BEN-ALI", "Ben Ali Samir"),
    ]
    assert not report.wrong


def test_one_person_in_two_scripts_is_found(station: Station) -> None:
    report = audited(
        station,
        ("Mohamed Alaoui", "", "OCP", "Presse", "", "T-1"),
        ("", "محمد العلوي", "OCP", "Presse", "", "T-2"),
    )
    assert {name for name, _other in alike(report, Fault.ALIKE)} == {"Mohamed Alaoui", "محمد العلوي"}


def test_who_was_told_apart_is_not_told_again(station: Station) -> None:
    report = audited(
        station,
        ("Ben Ali Samir", "", "OCP", "Presse", "", "T-1"),
        ("Samir BEN-ALI", "", "OCP", "Presse", "", "T-2"),
    )
    first, second = only(report, Fault.ALIKE)
    merging.keep_apart(station, first.attendee.id, second.attendee.id)
    assert audit.audit(station).remarks == ()


def test_one_ticket_for_two_is_wrong() -> None:
    found = compared([person("1", "Ali", ticket="T"), person("2", "Sara", ticket="T")])
    assert [(one.fault, one.is_wrong) for one in found] == [(Fault.SAME_TICKET, True)] * 2


def test_one_address_for_two_of_a_like_name_is_worth_a_look_but_no_assistants_address(
    station: Station,
) -> None:
    mail = "ocp@example.com"
    report = audited(
        station,
        ("Ali Bennani", "", "OCP", "Presse", mail, "T-1"),
        ("Ali Bennami", "", "OCP", "Presse", mail, "T-2"),
        ("Sara Tazi", "", "OCP", "Presse", mail, "T-3"),
    )
    told = {one.attendee.name for one in report.remarks if one.fault in (Fault.SAME_CONTACT, Fault.ALIKE)}
    assert told == {"Ali Bennani", "Ali Bennami"}


def test_an_arabic_name_in_another_spelling_is_the_same() -> None:
    first = Attendee(id="1", code="M1", name_arabic="أحمد الفاسي")
    second = Attendee(id="2", code="M2", name_arabic="احمد الفاسى")
    assert {one.fault for one in compared([first, second])} == {Fault.SAME_NAME}


def test_thousands_with_one_address_take_no_long_time() -> None:
    crowd = [person(f"{n}", f"Guest {n}", email="info@example.org") for n in range(5000)]
    assert all(len(one.others) <= 20 for one in compared(crowd))


# -- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_its_words(fault: Fault) -> None:
    language.use("en")
    assert words.fault(fault)
    assert words.fault_advice(fault)
    about = "2.5" if fault is Fault.CODE_SMALL else "山"
    assert words.fault_detail("empty", "{photo|Photo|صورة}") == "Photograph"
    assert words.fault_detail("empty", "{Badge no}") == "Badge no"
    assert about in words.fault_detail(fault, "山", characters="山", dots=2.5)


def test_an_audit_is_summed_up_in_one_line() -> None:
    language.use("en")
    assert words.audited(0, 0, 0) == "Nobody is on the roll yet."
    assert words.audited(1500, 0, 0) == "1,500 badges looked at: all are fine."
    assert words.audited(1500, 3, 12) == "1,500 badges looked at: 3 would be wrong, 12 remarks."
