"""One guest's history: asked for, brought up to date, and an admission of it taken back in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk import words
from kiosk.domain.staff import Right
from kiosk.errors import MarhabaError, NeedsApproval
from kiosk.language import clock
from kiosk.ui.changes import Change
from kiosk.ui.purposes import Purpose
from kiosk.ui.widgets.history_panel import HistoryPanel

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.domain.staff import Member
    from kiosk.operations.history import Happening
    from kiosk.operations.station import Station
    from kiosk.operations.undoing import Undone
    from kiosk.ui.desk import Approver, Desk


class Histories(QObject):
    """Works a HistoryPanel. `opened` fires when there is a history to see, `failed` with why there is none.

    `left` fires when it is closed, `undone` with the Undone that took an admission back.
    """

    opened = Signal()
    left = Signal()
    failed = Signal(object)
    undone = Signal(object)

    def __init__(self, panel: HistoryPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk: Desk | None = None
        self._attendee: Attendee | None = None
        self._happening: Happening | None = None
        self._right: Right | None = None
        panel.annulled.connect(self._on_annulled)
        panel.approval.confirmed.connect(self._on_approved)
        panel.approval.left.connect(self.escape)
        panel.left.connect(self.left)

    def serve(self, desk: Desk) -> None:
        """Ask `desk` from now on."""
        self._desk = desk
        desk.changes.changed.connect(self._on_changed)

    def open(self, attendee: Attendee) -> None:
        """Show what happened to this guest."""
        self._attendee = attendee
        self._panel.tell("")
        self._panel.end_approval()
        self._ask(opens=True)

    def _ask(self, *, opens: bool = False) -> None:
        desk, attendee = self._desk, self._attendee
        if desk is None or attendee is None:
            return

        def look(station: Station) -> tuple[Happening, ...]:
            from kiosk.operations import history

            return history.history(station, attendee.id)

        def show(rows: tuple[Happening, ...]) -> None:
            today = desk.station.now.astimezone(desk.zone).date()
            self._panel.show_history(attendee, rows, desk.zone, today)
            if opens:
                self.opened.emit()

        desk.ask(self, look, show, self.failed.emit)

    def _on_changed(self, change: Change) -> None:
        if self._panel.isVisible() and change & (Change.ADMISSIONS | Change.PEOPLE | Change.JOBS):
            self._ask()

    # -- taking back ------------------------------------------------------------------------------------

    def _on_annulled(self, one: Happening) -> None:
        self._happening = one
        self._annul(None)

    def _annul(self, approver: Approver | None) -> None:
        if self._desk is not None and self._happening is not None:
            fact_id = self._happening.fact_id
            self._desk.annul(
                self, fact_id, self._on_undone, self._on_failed, approver=approver, right=self._right
            )

    def _on_failed(self, error: MarhabaError) -> None:
        if not self._panel.approval.isHidden():
            self._panel.approval.refuse(words.sentence(error))
        elif isinstance(error, NeedsApproval) and self._desk is not None:
            self._right = Right(error.right)
            self._desk.approvers(self, self._right, self._on_approvers)
        else:
            self._panel.tell(words.sentence(error))

    def _on_approvers(self, members: tuple[Member, ...]) -> None:
        self._panel.approval.open(Purpose.ANNUL, members)
        self._panel.ask_approval()
        self._panel.approval.begin()

    def _on_approved(self, _why: str, approver: Approver | None) -> None:
        self._annul(approver)

    def _on_undone(self, undone: Undone) -> None:
        assert self._desk is not None
        at = clock(undone.at.astimezone(self._desk.zone))
        self._panel.tell(words.taken_back(undone.act, at))
        self._panel.end_approval()
        self._panel.begin()
        self.undone.emit(undone)

    def escape(self) -> None:
        """Give an approval up, else the history."""
        if self._panel.approval.isHidden():
            self._panel.left.emit()
        else:
            self._panel.end_approval()
            self._panel.begin()
