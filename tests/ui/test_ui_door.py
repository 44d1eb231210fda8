"""What is asked on the card: the panels one by one, by real keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kiosk import language, words
from kiosk.domain.countries import CODES
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question, Wrong
from kiosk.domain.staff import Member, Role
from kiosk.ui.purposes import Purpose
from kiosk.ui.widgets import country_names
from kiosk.ui.widgets.answer_fields import field_for
from kiosk.ui.widgets.override_panel import OverridePanel
from kiosk.ui.widgets.pin_entry import PinEntry
from kiosk.ui.widgets.questions_panel import QuestionsPanel
from kiosk.ui.widgets.row_texts import email_start, phone_end
from kiosk.words import Role as Seriousness
from kiosk.words import Said
from tests.door_scenes import register

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from kiosk.ui.desk import Approver
    from tests.desk_window import Hands

MEMBERS = (Member("k", "Karim Alami", Role.SUPERVISOR), Member("s", "S. Bennani", Role.ADMINISTRATOR))
SIZES = tuple(Option(f"s{n}", Words(en=f"Size {n}", fr=f"Taille {n}")) for n in range(1, 12))


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def strike(widget: QWidget, text: str) -> None:
    """Press the keys that give these letters, of whatever keyboard: QTest knows only a Latin one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, _key(letter), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(focused(widget), event)


def _key(letter: str) -> int:
    return ord(letter.upper()) if letter.isascii() else 0


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(focused(widget), key)


def focused(widget: QWidget) -> QWidget:
    now = widget.window().focusWidget()
    assert now is not None
    return now


# -- a PIN -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "kept"), [("490273", "490273"), ("٤٩٠٢٧٣", "٤٩٠٢٧٣"), ("4a9-0 2", "4902")])
def test_a_pin_is_digits_of_any_keyboard_and_is_gone_once_it_is_told(
    qtbot: QtBot, typed: str, kept: str
) -> None:
    entry = PinEntry()
    shown(qtbot, entry)
    entry.offer(MEMBERS, "s")
    told: list[Approver] = []
    entry.entered.connect(told.append)
    entry.setFocus()
    strike(entry, typed)
    assert len(set(entry.pin.displayText())) == 1
    press(entry, Qt.Key.Key_Return)
    assert [(one.member_id, one.pin) for one in told] == [("s", kept)]
    assert entry.pin.text() == ""
    assert kept not in repr(told[0])


def test_enter_leads_from_the_name_to_the_pin_and_an_empty_pin_is_none(qtbot: QtBot) -> None:
    entry = PinEntry()
    shown(qtbot, entry)
    entry.offer(MEMBERS)
    told: list[Approver] = []
    entry.entered.connect(told.append)
    entry.who.setFocus()
    press(entry, Qt.Key.Key_Return)
    assert entry.pin.hasFocus()
    press(entry, Qt.Key.Key_Return)
    assert told == []


def test_a_language_chosen_keeps_who_it_is(qtbot: QtBot) -> None:
    entry = PinEntry()
    shown(qtbot, entry)
    entry.offer(MEMBERS, "s")
    language.use("fr")
    entry.retranslate()
    assert entry.who.currentData() == "s"


# -- a reason ----------------------------------------------------------------------------------------------


def override(qtbot: QtBot, members: tuple[Member, ...] | None = None) -> tuple[OverridePanel, list[object]]:
    panel = OverridePanel()
    shown(qtbot, panel)
    told: list[object] = []
    panel.confirmed.connect(lambda why, approver: told.append((why, approver)))
    panel.open(Purpose.OVERRIDE, members)
    panel.begin()
    return panel, told


@pytest.mark.parametrize("digit", ["2", "٢", "۲"])
def test_a_digit_chooses_a_reason_and_enter_confirms_it(qtbot: QtBot, digit: str) -> None:
    panel, told = override(qtbot)
    strike(panel, digit)
    assert panel.why.text() == "Guest of the organisers"
    press(panel, Qt.Key.Key_Return)
    assert told == [("Guest of the organisers", None)]


def test_another_digit_chooses_another_and_digits_in_own_words_stay(qtbot: QtBot) -> None:
    panel, told = override(qtbot)
    strike(panel, "21")
    assert panel.why.text() == "Known to me"
    panel.why.clear()
    strike(panel, "Table 12")
    press(panel, Qt.Key.Key_Return)
    assert told == [("Table 12", None)]


def test_without_a_reason_it_says_so_and_waits(qtbot: QtBot) -> None:
    panel, told = override(qtbot)
    press(panel, Qt.Key.Key_Return)
    assert told == []
    assert panel.problem()
    assert panel.why.hasFocus()


def test_the_pin_is_asked_after_the_reason(qtbot: QtBot) -> None:
    panel, told = override(qtbot, MEMBERS)
    assert not panel.pin_entry.isVisible()
    strike(panel, "1")
    assert panel.pin_entry.pin.hasFocus()
    assert not panel.reasons[0].isVisible()
    press(panel, Qt.Key.Key_Return)
    assert told == []
    strike(panel, "490273")
    panel.go_button.click()
    assert len(told) == 1


def test_where_nobody_may_it_says_so(qtbot: QtBot) -> None:
    panel, told = override(qtbot, ())
    assert panel.problem()
    assert not panel.go_button.isEnabled()
    strike(panel, "1")
    assert not panel.pin_entry.isVisible()
    press(panel, Qt.Key.Key_Return)
    assert told == []


def test_a_digit_on_a_button_chooses_too(qtbot: QtBot) -> None:
    panel, _told = override(qtbot)
    panel.leave_button.setFocus()
    strike(panel, "4")
    assert panel.why.text() == "The organisers decided"


# -- questions -----------------------------------------------------------------------------------------------


def asked(
    qtbot: QtBot, *questions: Question, answers: dict[str, str] | None = None
) -> tuple[QuestionsPanel, list[dict[str, str]]]:
    panel = QuestionsPanel()
    shown(qtbot, panel)
    told: list[dict[str, str]] = []
    panel.answered.connect(told.append)
    panel.ask(questions, answers or {}, {})
    return panel, told


def one_of(answering: Answering, **values: object) -> Question:
    return Question("q", Words(en="Which?"), answering, **values)  # type: ignore[arg-type]  # of Question


@pytest.mark.parametrize(
    ("code", "key", "kept"),
    [("en", "y", "yes"), ("en", "n", "no"), ("fr", "o", "yes"), ("fr", "N", "no"), ("ar", "ن", "yes"),
     ("ar", "ل", "no"), ("ar", "١", "yes"), ("en", "0", "no")],
)  # fmt: skip
def test_yes_and_no_by_their_first_letter(qtbot: QtBot, code: str, key: str, kept: str) -> None:
    language.use(code)
    panel, told = asked(qtbot, one_of(Answering.YES_NO))
    strike(panel, key)
    press(panel, Qt.Key.Key_Return)
    assert told == [{"q": kept}]


@pytest.mark.parametrize(
    ("answering", "keys", "kept"),
    [
        (Answering.CHOICE, "3", "s3"),
        (Answering.CHOICE, "32", "s2"),
        (Answering.CHOICE, "٢", "s2"),
        (Answering.CHOICES, "31", "s1,s3"),
        (Answering.CHOICES, "313", "s1"),
    ],
)
def test_digits_choose(qtbot: QtBot, answering: Answering, keys: str, kept: str) -> None:
    panel, told = asked(qtbot, one_of(answering, options=SIZES))
    strike(panel, keys)
    press(panel, Qt.Key.Key_Return)
    assert told == [{"q": kept}]


@pytest.mark.parametrize("answering", [Answering.CHOICE, Answering.CHOICES])
def test_the_tenth_option_is_reached_by_the_arrows(qtbot: QtBot, answering: Answering) -> None:
    panel, told = asked(qtbot, one_of(answering, options=SIZES))
    for _ in range(10):
        press(panel, Qt.Key.Key_Down)
    press(panel, Qt.Key.Key_Space)
    press(panel, Qt.Key.Key_Return)
    assert told == [{"q": "s10"}]


@pytest.mark.parametrize(
    ("typed", "downs", "kept"),
    [("maroc", 0, "MA"), ("المغرب", 0, "MA"), ("moroc", 0, "MA"), ("ma", 0, "MA"), ("mar", 1, "MH"),
     ("fr", 0, "FR")],
)  # fmt: skip
def test_a_country_is_found_by_its_name_in_any_language(
    qtbot: QtBot, typed: str, downs: int, kept: str
) -> None:
    panel, told = asked(qtbot, one_of(Answering.COUNTRY))
    strike(panel, typed)
    for _ in range(downs):
        press(panel, Qt.Key.Key_Down)
    press(panel, Qt.Key.Key_Return)
    assert told == [{"q": kept}]


def test_a_country_that_is_none_is_said(qtbot: QtBot) -> None:
    panel, told = asked(qtbot, one_of(Answering.COUNTRY))
    strike(panel, "Atlantis")
    press(panel, Qt.Key.Key_Return)
    assert told == []
    assert panel.problems() == {"q": words.wrong(Wrong.NOT_A_COUNTRY)}


@pytest.mark.parametrize("typed", ["sahara", "الصحراء", "western", "eh"])
def test_what_is_no_country_to_the_host_is_not_offered_and_yet_told_where_it_was_answered(
    qtbot: QtBot, typed: str
) -> None:
    assert "EH" not in country_names.matching(typed)
    panel, told = asked(qtbot, one_of(Answering.COUNTRY), answers={"q": "EH"})
    assert country_names.name("EH", "en") in " ".join(one.text() for one in panel.findChildren(QLabel))
    press(panel, Qt.Key.Key_Return)
    assert told == [{"q": "EH"}]


def test_every_country_has_a_name_in_every_language_and_no_name_is_another_s() -> None:
    for code in language.LANGUAGES:
        names = [country_names.name(country, code) for country in CODES]
        assert all(name and name not in CODES for name in names)
        assert len(set(names)) == len(CODES)


def test_shift_and_enter_begin_another_line(qtbot: QtBot) -> None:
    panel, told = asked(qtbot, one_of(Answering.LONG_TEXT))
    strike(panel, "a")
    QTest.keyClick(focused(panel), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    strike(panel, "b")
    press(panel, Qt.Key.Key_Return)
    assert told[0]["q"].split() == ["a", "b"]


def test_what_the_door_found_wrong_is_marked_and_has_the_focus(qtbot: QtBot) -> None:
    panel, _told = asked(qtbot)
    first, second = (
        Question("a", Words(en="A?"), Answering.TEXT),
        Question("b", Words(en="B?"), Answering.TEXT),
    )
    panel.ask((first, second), {"a": "x", "b": "y"}, {"b": Wrong.TOO_LONG})
    assert panel.answers() == {"a": "x", "b": "y"}
    assert panel._focused() == "b"
    assert panel.problems() == {"b": words.wrong(Wrong.TOO_LONG)}


def test_the_first_that_is_wrong_is_asked_again_when_the_button_is_pressed(qtbot: QtBot) -> None:
    numbers = [Question(key, Words(en=key), Answering.NUMBER) for key in "abc"]
    panel, told = asked(qtbot, *numbers)
    strike(panel, "1")
    panel.go_button.click()
    assert told == []
    assert panel._focused() == "b"
    assert set(panel.problems()) == {"b", "c"}


@pytest.mark.parametrize("answering", list(Answering))
def test_a_screen_reader_is_told_every_question(qtbot: QtBot, answering: Answering) -> None:
    field = field_for(one_of(answering, options=SIZES))
    qtbot.addWidget(field)
    target = field.focusProxy() or field
    assert target.accessibleName() == "Which?"
    assert target.accessibleDescription()
    assert field.text() == ""


# -- namesakes ---------------------------------------------------------------------------------------


def test_no_more_of_a_phone_or_an_address_than_tells_people_apart() -> None:
    assert "4567" in phone_end("+212661234567")
    assert "661" not in phone_end("+212661234567")
    assert phone_end("") == email_start("") == ""
    assert "ali." in email_start("ali.bennani@example.org")
    assert "example" not in email_start("ali.bennani@example.org")


# -- the banner ---------------------------------------------------------------------------------------


def test_a_verdict_with_much_to_say_is_said_whole(hands: Hands) -> None:
    detail = "Only for: " + ", ".join(["Participant"] * 12)
    long = Said(Seriousness.REFUSED, "Not for this door", detail, "Send on. " * 18)
    short = Said(Seriousness.REFUSED, "Blocked", "", "Do not let in.")
    banner = hands.banner
    banner.tell(short)
    assert banner.property("dense") == ""
    banner.tell(long)
    assert banner.property("dense") == "yes"
    assert banner._needed() <= banner.height()
    banner.tell(short)
    assert banner.property("dense") == ""


@pytest.mark.parametrize("height", [768, 1080])
def test_the_word_stays_large_while_what_stands_under_it_can_give_way(hands: Hands, height: int) -> None:
    hands.window.resize(1366, height)
    hands.bot.waitUntil(lambda: hands.window.height() == height)
    banner = hands.banner
    banner.tell(Said(Seriousness.REFUSED, "الدخول معلّق", "عُلّق: 08:22 · shop", "الرجاء الانتظار هنا. " * 4))
    assert banner.property("dense") == ("some" if height == 768 else "")
    assert banner._word.fontMetrics().height() > 2 * banner._detail.fontMetrics().height()
    assert banner._needed() <= banner.height()


# -- the door ----------------------------------------------------------------------------------------


def test_scans_wait_for_an_answer_that_is_under_way(hands: Hands) -> None:
    codes = [register(hands.station, f"g{n}", name_latin=f"Guest {n}") for n in range(3)]
    told: list[str] = []
    hands.reception._door.answered.connect(lambda outcome: told.append(outcome.attendee.name_latin))
    for code in codes:
        hands.reception.scan(code)
    assert hands.reception._door.busy
    assert not hands.reception._door.again(hands.reception._door.ask)  # type: ignore[arg-type]
    hands.settle()
    assert told == ["Guest 0", "Guest 1", "Guest 2"]


def test_every_control_of_the_card_has_a_name(hands: Hands) -> None:
    from PySide6.QtWidgets import QAbstractButton

    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani", registration="cancelled"))
    buttons = hands.reception.card.findChildren(QAbstractButton)
    assert buttons
    assert [one for one in buttons if one.isVisible() and not one.accessibleName()] == []
