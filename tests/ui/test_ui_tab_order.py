"""Where Tab leads: to all that can be worked, as it is read, also to what was made late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui.places import Place
from kiosk.ui.screens.lists import Lists
from tests.door_scenes import scene

if TYPE_CHECKING:
    from tests.desk_window import Hands


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def tabbed(hands: Hands, times: int) -> list[str]:
    """The names of what Tab leads to, from what has the focus now."""
    found = []
    for _step in range(times):
        hands.press(Qt.Key.Key_Tab)
        found.append(focused().accessibleName())
    return found


def test_tab_leads_through_the_reason_and_then_out_of_the_panel(hands: Hands) -> None:
    hands.scan(scene("cancelled").set(hands.station, hands.clock))
    hands.press(Qt.Key.Key_F9)
    assert tabbed(hands, 2) == ["Admit anyway", "Leave"]
    hands.reception.lookup.field.setFocus()
    reasons = [button.accessibleName() for button in hands.reception.verdicts.override.reasons]
    assert tabbed(hands, 5) == [*reasons, "Reason"]


def test_tab_leads_from_answer_to_answer(hands: Hands) -> None:
    scene("questions").set(hands.station, hands.clock)
    hands.type("bennani")
    hands.press(Qt.Key.Key_Return)
    panel = hands.reception.verdicts.questions
    assert focused() is panel.fields["meal"]
    hands.press(Qt.Key.Key_Tab)
    assert focused() is panel.fields["note"].focusProxy()
    assert tabbed(hands, 1) == ["Answer and admit"]
    hands.reception.lookup.field.setFocus()
    hands.press(Qt.Key.Key_Tab)
    assert focused() is panel.fields["meal"]


def test_tab_leads_to_the_categories_where_they_stand(hands: Hands) -> None:
    hands.workplace.go(Place.LISTS)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Lists)
    page.form.entries.setFocus()
    names = tabbed(hands, len(page.form.categories.ticks) + 1)
    assert names[:-1] == [tick.accessibleName() for tick in page.form.categories.ticks.values()]
    assert names[-1] == page.form.day_from.accessibleName()
