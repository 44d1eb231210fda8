"""What stands under the banner: the card, or what has been opened in its place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from kiosk.ui.screens.person_form import PersonForm
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.keys_help import KeysHelp
from kiosk.ui.widgets.opening import Opening
from kiosk.ui.widgets.tab_order import follow

if TYPE_CHECKING:
    from kiosk.ui.widgets.history_panel import HistoryPanel


class Side(QStackedWidget):
    """One of its pages is seen at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card()
        self.form = PersonForm()
        self.keys = KeysHelp()
        self.opening = Opening()
        for one in (self.card, self.form, self.keys, self.opening):
            self.addWidget(one)

    @cached_property
    def history(self) -> HistoryPanel:
        """The guest's history; made when it is first wanted, which is after the first guests."""
        from kiosk.ui.widgets.history_panel import HistoryPanel

        made = HistoryPanel()
        self.addWidget(made)
        follow(self.card, made)
        return made

    @property
    def shows_history(self) -> bool:
        """Whether the history is seen."""
        return self.currentWidget() is vars(self).get("history", self)

    @property
    def fills_form(self) -> bool:
        """Whether a form is being filled in, which nothing but its own end may close."""
        return self.currentWidget() is self.form

    def show_card(self) -> None:
        """Show the card, unless a form is being filled in."""
        if not self.fills_form:
            self.setCurrentWidget(self.card)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for one in (self.card, self.form, self.keys, self.opening, vars(self).get("history")):
            if one is not None:
                one.retranslate()

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        self.card.redraw()
        if "history" in vars(self):
            self.history.redraw()
