"""The printers' signs in the header: quiet while they print, amber or red with what they want when not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk import words
from kiosk.domain.badge import JobState
from kiosk.errors import MarhabaError
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui.widgets.chips import Chip
from kiosk.words import Role, Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from kiosk.operations.print_queue import Job
    from kiosk.operations.printers import PrinterState

_MOST: Final = 3
_NAME: Final = 14
_GRAVITY: Final = (Role.ADMITTED, Role.INFORMATION, Role.ATTENTION, Role.REFUSED)


class PrinterChips(QWidget):
    """One sign for each printer; more than three share the sign of the one that is worst off.

    `retried` fires when something shall be tried again, `queue_asked` when the prints shall be seen.
    """

    retried = Signal()
    queue_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._states: tuple[PrinterState, ...] = ()
        self._jobs: tuple[Job, ...] = ()
        self._error: MarhabaError | None = None
        self._zone: tzinfo | None = None
        self._today: date | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._chips: list[Chip] = []
        self._remedies: dict[Chip, bool] = {}
        self._need(1)

    def explain(self) -> None:
        """Say the whole sentence of the printer that is worst off, or of the first."""
        max(self._shown(), key=lambda chip: _GRAVITY.index(chip.role or Role.ADMITTED)).explain()

    def _shown(self) -> list[Chip]:
        return [chip for chip in self._chips if not chip.isHidden()] or self._chips[:1]

    def chips(self) -> tuple[Chip, ...]:
        """Return the signs that are shown, in the printers' order."""
        return tuple(self._shown())

    def show_states(self, states: Sequence[PrinterState], zone: tzinfo, today: date) -> None:
        """Show how the printers were when last asked; times are those of `zone`."""
        self._states, self._zone, self._today = tuple(states), zone, today
        self._error = None
        self._show()

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show what the last badges, newest first, tell of their printers."""
        self._jobs, self._error = tuple(jobs), None
        self._show()

    def show_error(self, error: MarhabaError) -> None:
        """Show why nothing could be printed at all."""
        self._error = error
        self._show()

    def _need(self, number_of: int) -> None:
        while len(self._chips) < number_of:
            chip = Chip("printer", self)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.remedied.connect(lambda chip=chip: self._on_remedied(chip))
            self._chips.append(chip)
            self._row.addWidget(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < number_of)

    def _on_remedied(self, chip: Chip) -> None:
        (self.queue_asked if self._remedies.get(chip) else self.retried).emit()

    # -- what stands on them ----------------------------------------------------------------------------

    def _show(self) -> None:
        if self._error is not None or not self._states:
            said = words.trouble(self._error) if self._error is not None else _said_of(self._jobs)
            self._need(1)
            self._tell(self._chips[0], _("Printer"), said, opens=False)
            return
        states = self._states
        if len(states) > _MOST:
            states = (max(states, key=lambda one: _GRAVITY.index(self._said(one)[1].role)),)
        self._need(len(states))
        for chip, state in zip(self._chips, states, strict=False):
            sign, said, opens = self._said(state)
            named = _cut(words.called(state.name)) if len(self._states) > 1 else ""
            both = _("{name}: {sign}").format(name=named, sign=sign) if named and sign else named or sign
            text = both or _("Printer")
            self._tell(chip, text, said if said.role is not Role.ADMITTED else None, opens=opens)

    def _said(self, state: PrinterState) -> tuple[str, Said, bool]:
        """A printer's sign ("" while all is well), the whole of it, and whether the prints shall be seen."""
        assert self._zone is not None
        assert self._today is not None
        said = words.printer(state, self._zone, self._today)
        if not state.ready:
            return words.printer_sign(state, self._zone, self._today), said, False
        if state.stuck:
            n = state.stuck
            sign = ngettext("{n} badge to see to", "{n} badges to see to", n).format(n=number(n))
            told = _("At {printer}, look whether they came out.").format(
                printer=isolated(words.called(state.name))
            )
            return sign, Said(Role.ATTENTION, "", told), True
        mine = tuple(job for job in self._jobs if job.printer == state.name)
        trouble = _said_of(mine)
        if trouble is not None:
            return _("Look at it"), trouble, False
        return words.printer_sign(state, self._zone, self._today), said, state.labels_low

    def _tell(self, chip: Chip, text: str, said: Said | None, *, opens: bool) -> None:
        self._remedies[chip] = opens
        if said is None:
            chip.tell(text, None, _("The printer is ready."))
            return
        sentence = " ".join(filter(None, (said.detail or said.word, said.advice)))
        chip.tell(text, said.role, sentence, _("See the prints") if opens else _("Try again"))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._show()

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        for chip in self._chips:
            chip.redraw()


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _said_of(jobs: Sequence[Job]) -> Said | None:
    """Return what the newest job that knows tells of trouble, None if it was printed.

    One that only waits does not know: it may wait for one before it.
    """
    for job in jobs:
        if job.state in (JobState.ATTENTION, JobState.FAILED) or job.reasons:
            return words.job(job.state, job.reasons, {"printer": job.printer, "detail": job.detail})
        if job.state is JobState.DONE:
            return None
    return None
