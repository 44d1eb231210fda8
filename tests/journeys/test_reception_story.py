"""A morning at the reception, told by what the volunteer presses and sees."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from kiosk import paths
from kiosk.domain.facts import Kind
from kiosk.operations import events, figures, people
from kiosk.store import journal
from kiosk.words import Role

if TYPE_CHECKING:
    from tests.desk_window import Hands

PRETIX = paths.resources() / "sample_event" / "pretix.csv"


def kinds(hands: Hands) -> list[str]:
    """The kinds of the facts about people, oldest first, without those of the import."""
    with hands.station.database.read() as connection:
        facts = reversed(journal.latest(connection, 1000))
    passed_over = {
        Kind.EVENT_CONFIGURED,
        Kind.CATEGORY_CONFIGURED,
        Kind.LIST_CONFIGURED,
        Kind.ATTENDEE_IMPORTED,
    }
    return [fact.kind for fact in facts if fact.kind not in passed_over]


def pdfs(hands: Hands) -> list[str]:
    return sorted(file.name for file in (hands.station.folder / "badges").glob("*.pdf"))


def at(hands: Hands, hour: int, minute: int) -> None:
    """Make it that time at Marrakech, an hour after Greenwich."""
    moment = datetime(2024, 10, 24, hour - 1, minute, tzinfo=UTC)
    hands.clock.ms = round(moment.timestamp() * 1000)


def test_from_the_organisers_file_to_a_guest_with_a_badge_and_back(hands: Hands) -> None:
    at(hands, 9, 42)
    hands.workplace.open_import(PRETIX)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert events.overview(hands.station).people == 40

    hands.type("gbenj")
    hands.press(Qt.Key.Key_Escape)
    hands.type("ghita benj")
    hands.press(Qt.Key.Key_Return)
    assert hands.said.role is Role.ADMITTED
    assert hands.guest.name_latin == "Ghita Benjelloun"
    assert hands.reception.lookup.field.text() == ""
    hands.bot.waitUntil(lambda: len(pdfs(hands)) == 1)
    hands.settle()
    assert kinds(hands)[0] == Kind.ADMISSION_GIVEN

    code = hands.guest.code
    at(hands, 9, 50)
    hands.scan(code)
    said = hands.said
    assert said.word == "Already in"
    assert "09:42" in said.detail
    assert "Accueil 1" in said.detail

    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.said.word == "Undone"
    assert figures.figures(hands.station, "thursday").inside == 0
    assert kinds(hands)[-1] == Kind.ADMISSION_ANNULLED


@pytest.mark.parametrize("act", ["key", "mouse", "scan", "ticket", "typed code"])
def test_a_guest_is_admitted_whichever_way(desk: Hands, act: str) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    if act in ("key", "mouse"):
        desk.type("ghita")
        if act == "key":
            desk.press(Qt.Key.Key_Return)
        else:
            desk.reception.lookup._choose(0)
            desk.settle()
            desk.click(desk.reception.card.admit_button)
    elif act == "typed code":
        desk.type(ghita.code.lower())
        desk.press(Qt.Key.Key_Return)
    else:
        desk.scan(ghita.code if act == "scan" else ghita.ticket)
    assert desk.said.role is Role.ADMITTED
    assert desk.guest.id == ghita.id
    assert figures.figures(desk.station, "thursday").inside == 1


def test_of_several_the_first_enter_chooses_and_the_second_admits(desk: Hands) -> None:
    desk.type("benj")
    assert len(desk.reception.lookup.results.rows) > 1
    desk.press(Qt.Key.Key_Return)
    assert desk.banner.said is None
    first = desk.reception.lookup.results.rows[0].attendee
    assert desk.reception.card.attendee == first
    desk.press(Qt.Key.Key_Return)
    assert desk.said.role is Role.ADMITTED
    assert desk.guest.id == first.id


def test_the_arrows_choose_another(desk: Hands) -> None:
    desk.type("benj")
    found = [row.attendee for row in desk.reception.lookup.results.rows]
    another = next(one for one in found[1:] if one.name == "Amina Bendjelloun")
    for _ in range(found.index(another) + 1):
        desk.press(Qt.Key.Key_Down)
    assert desk.guest.id == another.id
    desk.press(Qt.Key.Key_Return)
    assert desk.guest.id == another.id
    assert desk.said.role is Role.ADMITTED


def test_who_was_chosen_stays_chosen_while_letters_come(desk: Hands) -> None:
    desk.type("ben")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    chosen = desk.guest
    desk.type("j")
    kept = desk.reception.lookup.current()
    assert kept is not None
    assert kept.attendee.id == chosen.id


def test_an_unknown_ticket_is_refused_and_says_what_to_do(desk: Hands) -> None:
    desk.scan("NOBODYHASTHIS1")
    assert desk.said.role is Role.REFUSED
    assert "F3" in desk.said.advice
    assert desk.reception.card.attendee is None


def test_typing_goes_to_the_field_whatever_has_the_focus(desk: Hands) -> None:
    desk.reception.card.walk_in_button.setFocus()
    desk.type("ghita")
    assert desk.reception.lookup.field.text() == "ghita"
    assert len(desk.reception.lookup.results.rows) == 1


def test_a_scan_is_taken_with_a_form_open_and_the_form_stays(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    desk.press(Qt.Key.Key_F3)
    desk.type("Omar")
    desk.scan(ghita.code)
    assert desk.said.role is Role.ADMITTED
    assert desk.reception.form.fields["name_latin"].text() == "Omar"
    assert desk.reception.form.isVisible()


def test_a_walk_in_is_registered_admitted_and_printed_in_one_go(desk: Hands) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.type("Omar Test")
    desk.press(Qt.Key.Key_Return)
    assert desk.said.role is Role.ADMITTED
    assert desk.guest.name_latin == "Omar Test"
    assert desk.reception.lookup.field.hasFocus()
    desk.bot.waitUntil(lambda: len(pdfs(desk)) == 1)
    desk.settle()


def test_a_walk_in_without_a_name_is_asked_for_one(desk: Hands) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_Return)
    assert desk.reception.form.isVisible()
    assert desk.reception.form.problem()
    desk.type("Omar")
    desk.press(Qt.Key.Key_Return)
    assert desk.said.role is Role.ADMITTED


def test_a_name_that_was_looked_up_is_taken_into_the_form(desk: Hands) -> None:
    desk.type("salim")
    desk.press(Qt.Key.Key_F3)
    assert desk.reception.form.fields["name_latin"].text() == "salim"


def test_a_correction_is_kept_and_can_be_taken_back(desk: Hands) -> None:
    desk.type("ghita")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_F2)
    field = desk.reception.form.fields["company"]
    old = field.text()
    field.setFocus()
    field.clear()
    desk.type("Atlas")
    desk.press(Qt.Key.Key_Return)
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    assert ghita.company == "Atlas"
    assert desk.guest.company == "Atlas"
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    assert ghita.company == old


def test_somebody_leaves_and_comes_back(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    desk.scan(ghita.code)
    desk.clock.later(60)
    desk.click(desk.workplace.header.exit)
    desk.scan(ghita.code)
    assert desk.said.word == "Goodbye"
    assert figures.figures(desk.station, "thursday").inside == 0
    desk.clock.later(60)
    desk.click(desk.workplace.header.entry)
    desk.scan(ghita.code)
    assert desk.said.role is Role.ADMITTED


def test_row_18_the_same_code_twenty_times_in_a_second_is_one_admission(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    for _ in range(20):
        desk.reception.scan(ghita.code)
        desk.clock.later(0.05)
    desk.settle()
    assert desk.said.role is Role.ADMITTED
    assert kinds(desk).count(Kind.ADMISSION_GIVEN) == 1
    assert Kind.ADMISSION_REFUSED not in kinds(desk)


def test_scans_that_come_faster_than_answers_are_all_answered(desk: Hands) -> None:
    guests = [row.attendee for row in people.find(desk.station, "benj", "thursday").rows]
    for guest in guests:
        desk.reception.scan(guest.code)
    desk.settle()
    answered = kinds(desk).count(Kind.ADMISSION_GIVEN) + kinds(desk).count(Kind.ADMISSION_REFUSED)
    assert answered == len(guests) > 2


def test_undo_with_nothing_done_says_so(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.said.role is Role.INFORMATION
    assert kinds(desk) == []


def test_escape_empties_the_desk(desk: Hands) -> None:
    desk.type("ghita")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Escape)
    assert desk.reception.lookup.field.text() == ""
    assert desk.reception.card.attendee is None
    assert desk.reception.lookup.results.rows == ()


def test_the_blank_screen_shows_nobody_and_any_key_brings_the_desk_back(desk: Hands) -> None:
    desk.type("ghita")
    desk.press(Qt.Key.Key_F12)
    assert not desk.reception.isVisible()
    assert not desk.workplace.header.isVisible()
    desk.press(Qt.Key.Key_Space)
    assert desk.reception.isVisible()
    assert desk.reception.lookup.field.text() == "ghita"


def test_f1_shows_the_keys_and_esc_hides_them(desk: Hands) -> None:
    desk.press(Qt.Key.Key_F1)
    assert desk.reception.keys.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.reception.keys.isVisible()


@pytest.mark.parametrize(("code", "word"), [("fr", "Poste prêt"), ("ar", "جاهز"), ("en", "Ready")])
def test_the_language_changes_while_running(desk: Hands, code: str, word: str) -> None:
    header = desk.workplace.header
    button = next(b for b in header._languages.buttons() if b.property("language") == code)
    desk.click(button)
    assert desk.banner._word.text() == word
    rtl = code == "ar"
    assert (desk.window.layoutDirection() == Qt.LayoutDirection.RightToLeft) is rtl
    middle = desk.window.width() // 2
    lookup = desk.reception.lookup
    desk.bot.waitUntil(lambda: (lookup.mapTo(desk.window, QPoint(0, 0)).x() > middle - 20) is rtl)
    assert desk.station.settings.language == code
