"""What stands under the banner: the card, or what has been opened in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from kiosk.ui.screens.person_form import PersonForm
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.history_panel import HistoryPanel
from kiosk.ui.widgets.keys_help import KeysHelp
from kiosk.ui.widgets.opening import Opening


class Side(QStackedWidget):
    """One of its pages is seen at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card()
        self.form = PersonForm()
        self.keys = KeysHelp()
        self.history = HistoryPanel()
        self.opening = Opening()
        for one in (self.card, self.form, self.keys, self.history, self.opening):
            self.addWidget(one)

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
        for one in (self.card, self.form, self.keys, self.history, self.opening):
            one.retranslate()

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        self.card.redraw()
        self.history.redraw()
