"""The line at the bottom: what this desk did last, how to take it back, and how the day goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kiosk.domain.admission import Direction
from kiosk.language import _, clock, isolated, ngettext, number
from kiosk.ui.widgets.labels import Elided, label
from kiosk.words import guests

if TYPE_CHECKING:
    from datetime import tzinfo

    from kiosk.operations.admissions import Recent
    from kiosk.operations.figures import Figures

_SHOWN = 3


class Activity(QFrame):
    """`undone` fires when the undo button is pressed."""

    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._recent: tuple[Recent, ...] = ()
        self._figures: Figures | None = None
        self._zone: tzinfo | None = None
        self._undoable = self._limited = False
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._last = Elided("muted")
        self.undo_button = QPushButton()
        self.undo_button.setProperty("kind", "quiet")
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self.undone)
        self._counts = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.undo_button)
        row.addWidget(self._last, 1)
        row.addWidget(self._counts)

    def show_recent(self, recent: tuple[Recent, ...], zone: tzinfo, *, undoable: bool) -> None:
        """Show what was done last, newest first, and whether it can be taken back."""
        self._recent, self._zone = recent, zone
        self._undoable = undoable
        self._show()

    def limit(self, *, limited: bool) -> None:
        """Name nobody, and let nothing be taken back: nobody has signed in."""
        self._limited = limited
        self._show()

    def show_figures(self, figures: Figures) -> None:
        """Show the day's numbers."""
        self._figures = figures
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.undo_button.setText(_("Undo (Ctrl+Z)"))
        self.undo_button.setAccessibleName(_("Undo the last act"))
        self._show()

    def _show(self) -> None:
        self.undo_button.setEnabled(self._undoable and not self._limited)
        self._last.show_text("" if self._limited else self._last_words())
        self._counts.setText(self._numbers())

    def _last_words(self) -> str:
        standing = [one for one in self._recent if not one.admission.annulled]
        told = " · ".join(self._entry(one) for one in standing[:_SHOWN])
        return _("Last here: {entries}").format(entries=told) if told else _("Nobody yet at this desk")

    def _entry(self, one: Recent) -> str:
        time = clock(one.admission.at.astimezone(self._zone))
        name = guests.name(one.attendee) if one.attendee else _("no name")
        arrow = "" if one.admission.direction is Direction.ENTRY else _(" (out)")
        return f"{isolated(time)} {isolated(name)}{arrow}"

    def _numbers(self) -> str:
        shown = self._figures
        if shown is None:
            return ""
        told = [
            _("{inside} of {people} inside").format(inside=number(shown.inside), people=number(shown.people)),
            ngettext("{n} in 15 min", "{n} in 15 min", shown.last_quarter).format(
                n=number(shown.last_quarter)
            ),
        ]
        if shown.seconds_a_guest is not None:
            told.append(_("about {n} s a guest").format(n=number(round(shown.seconds_a_guest))))
        return " · ".join(told)
