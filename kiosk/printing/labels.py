"""Label printers that take bytes as they come: Brother QL and whatever speaks Zebra's ZPL.

A badge becomes dots, dots become the printer's own language, and that goes down a wire which confirms
nothing by itself. What is known beyond that comes from the ledger (`ledger.py`) and from the printer, if it
answers questions: many do on USB, some on the network.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import document, wires
from kiosk.printing.addresses import Address
from kiosk.printing.ledger import Ledger, Mark
from kiosk.printing.spooler import GONE, PrinterHealth, Progress, Sides, SizeMm

if TYPE_CHECKING:
    from kiosk.printing.wires import Wire

_ANSWER_S: Final = 1.0
"""A printer that answers at all does so within this, unless it is printing."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a printer says of itself: its troubles as IPP reasons, whether it has work left, and its paper.

    `failed`: it has just lost what it was printing. `paper` is width and length in millimetres, length 0
    for a roll without end; None: it does not say. `model` is the maker's code of it. `is_reply`: this was
    said when asked, and nothing more is to come.
    """

    reasons: tuple[str, ...] = ()
    busy: bool = False
    failed: bool = False
    paper: SizeMm | None = None
    model: int = 0
    is_reply: bool = True


class Language(Protocol):
    """What one maker's label printers understand."""

    @property
    def question(self) -> bytes:
        """What a printer answers by saying how it is."""
        ...

    def told(self, answer: bytes) -> Told | None:
        """Return what the last whole message of `answer` says; None if there is none yet."""
        ...

    def written(self, pdf: bytes, size: SizeMm, told: Told | None) -> bytes:
        """Return a badge in this language, for the printer that says `told` of itself.

        PrinterError with PRINTER_WRONG_PAPER if it cannot be printed there.
        """
        ...


class LabelSpooler:
    """Sends badges to the label printer at `address`, in its own `language`."""

    def __init__(self, address: Address, language: Language, ledger: Ledger, *, timeout_s: float = 5) -> None:
        self._address = address
        self._language = language
        self._ledger = ledger
        self._timeout_s = timeout_s
        self._answers: bool | None = None
        """Whether it answers questions; None: not asked yet."""

    @property
    def name(self) -> str:
        """Where it is."""
        return self._address.title

    def submit(
        self,
        pdf: bytes,
        job: str,
        size: SizeMm,
        *,
        label: str = "",  # noqa: ARG002 - nobody could read it there
        sides: Sides = Sides.ONE,
    ) -> str:
        """Return the job's own name: these printers give none."""
        if wrong := document.damage(pdf):
            raise PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer=self.name, detail=wrong)
        if sides is not Sides.ONE:
            raise PrinterError(Trouble.PRINTER_ONE_SIDED, retry=False, printer=self.name)
        with wires.opened(self._address, self._timeout_s) as wire:
            told = self._asked_before(wire)
            data = self._language.written(pdf, size, told)
            self._ledger.mark(job, Mark.BEGUN)
            self._ledger.mark(job, self._sent(wire, job, data, answers=told is not None))
        return job

    def _asked_before(self, wire: Wire) -> Told | None:
        """Ask the printer whether it can print now; None if it never answers, PrinterError if it cannot."""
        told = None if self._answers is False else self._ask(wire, self._timeout_s)
        if told is None and self._answers:
            detail = "no answer"
            raise PrinterError(Trouble.PRINTER_UNREACHABLE, retry=True, printer=self.name, detail=detail)
        if told is not None and told.reasons:
            detail = " ".join(told.reasons)
            raise PrinterError(Trouble.PRINTER_NOT_READY, retry=True, printer=self.name, detail=detail)
        return told

    def _sent(self, wire: Wire, job: str, data: bytes, *, answers: bool) -> Mark:
        """Send a badge and return what is known of it then."""
        try:
            wire.write(data)
        except OSError:
            self._ledger.mark(job, Mark.NEVER)  # and so it may be sent again
            raise
        if not wire.has_arrived():
            return Mark.UNSURE
        return Mark.SENT if answers else Mark.DONE

    def state(self, reference: str) -> Progress:
        """Return how far the job has come, as far as the printer tells."""
        mark, _reference = self._ledger.look(reference) or (Mark.BEGUN, "")
        if mark is Mark.DONE:
            return Progress(JobState.DONE)
        if mark is Mark.SENT:
            return self._asked_after(reference)
        return Progress(JobState.ATTENTION, self.name, (GONE,))

    def _asked_after(self, job: str) -> Progress:
        """Ask the printer, which answered before the job was sent, whether it is done with it."""
        try:
            with wires.opened(self._address, self._timeout_s) as wire:
                told = self._ask(wire, _ANSWER_S)
        except PrinterError:
            # Switched off with the badge in its memory, or only unplugged: nobody can know.
            self._ledger.mark(job, Mark.UNSURE)
            raise
        if told is None:  # most say nothing while they print
            return Progress(JobState.PRINTING)
        if told.failed:
            self._ledger.mark(job, Mark.UNSURE)
        if told.reasons:
            return Progress(JobState.ATTENTION, "", told.reasons)
        if told.failed:
            return Progress(JobState.ATTENTION, self.name, (GONE,))
        if told.busy:
            return Progress(JobState.PRINTING)
        self._ledger.mark(job, Mark.DONE)
        return Progress(JobState.DONE)

    def find(self, job: str) -> str | None:
        """Return the job's name if it may have been printed."""
        found = self._ledger.look(job)
        return job if found and found[0] is not Mark.NEVER else None

    def cancel(self, reference: str) -> Progress:
        """Return how the job stands: what has gone down the wire cannot be called back."""
        return self.state(reference)

    def health(self) -> PrinterHealth:
        """Return whether the printer is there and, if it answers, what it says."""
        try:
            with wires.opened(self._address, self._timeout_s) as wire:
                told = self._ask(wire, _ANSWER_S)
        except PrinterError as error:
            return PrinterHealth(ready=False, reasons=(error.code,), detail=str(error.values["detail"]))
        reasons = told.reasons if told is not None else ()
        return PrinterHealth(not reasons, reasons)

    def _ask(self, wire: Wire, patience_s: float) -> Told | None:
        """Return what the printer says of itself; None if it says nothing within that time."""
        deadline = time.monotonic() + (patience_s if self._answers else _ANSWER_S)
        wire.write(self._language.question)
        answer = b""
        told: Told | None = None
        while (left_s := deadline - time.monotonic()) > 0 and (piece := wire.read(left_s)):
            answer += piece
            told = self._language.told(answer)
            if told is not None and told.is_reply:
                break
        self._answers = told is not None or bool(self._answers)
        return told
