"""Badges through a printer of Windows, as vectors: PDFium draws the PDF on the printer's own device context.

Written to Microsoft's documentation and tested behind `Calls` with a stand-in; it has not been run on
Windows yet. Windows forgets a job once it is printed or deleted, so the ledger remembers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import document, raster
from kiosk.printing.ledger import Ledger, Mark
from kiosk.printing.spooler import GONE, PrinterHealth, Progress, Sides, SizeMm

_PAPER_SLACK_MM: Final = 2.0
"""By so much the paper that a driver took may differ from what was asked of it."""
_NAME_CHARACTERS: Final = 120

# winspool.h: JOB_STATUS_…
_JOB_DELETED: Final = 0x0004 | 0x0100  # deleting, deleted
_JOB_PRINTED: Final = 0x0080 | 0x1000  # printed, complete
_JOB_SPOOLING: Final = 0x0008
_JOB_PRINTING: Final = 0x0010
_JOB_REASONS: Final = (
    (0x0001, "paused"),
    (0x0020, "offline"),
    (0x0040, "media-empty"),
    (0x0002 | 0x0200 | 0x0400, "stopped-partly"),  # error, blocked, user intervention
)

# winspool.h: PRINTER_STATUS_… and PRINTER_ATTRIBUTE_WORK_OFFLINE
_PRINTER_REASONS: Final = (
    (0x0000_0010, "media-empty"),
    (0x0000_0008, "media-jam"),
    (0x0000_0020 | 0x0000_0040, "media-needed"),  # manual feed, paper problem
    (0x0040_0000, "door-open"),
    (0x0004_0000, "toner-empty"),
    (0x0000_0800, "output-area-full"),
    (0x0000_0001, "paused"),
    (0x0000_0080 | 0x0000_1000, "offline"),  # offline, not available
    (0x0000_0002 | 0x0010_0000 | 0x0020_0000, "stopped-partly"),  # error, user intervention, memory
)
_WORK_OFFLINE: Final = 0x400


@dataclass(frozen=True, slots=True)
class WindowsJob:
    """A job in a printer's queue."""

    id: int
    document: str
    status: int


@dataclass(frozen=True, slots=True)
class Surface:
    """What a device context says of its paper: dots an inch, the paper in dots, and its unprintable edge."""

    dpi: tuple[int, int]
    paper: tuple[int, int]
    edge: tuple[int, int]


class Calls(Protocol):
    """The calls of Windows that are needed, by their names there. Each raises OSError."""

    def enum_printers(self) -> Sequence[str]:
        """Return the names of the printers of this computer and those it is connected to."""
        ...

    def get_printer(self, printer: str) -> tuple[int, int]:
        """Return PRINTER_STATUS and PRINTER_ATTRIBUTE flags."""
        ...

    def enum_jobs(self, printer: str) -> Sequence[WindowsJob]:
        """Return what stands in the printer's queue."""
        ...

    def delete_job(self, printer: str, number: int) -> None:
        """Take a job out of the printer's queue."""
        ...

    def has_duplex(self, printer: str) -> bool:
        """Return whether the printer turns paper."""
        ...

    def create_dc(self, printer: str, size: SizeMm, sides: Sides) -> int:
        """Return a device context on paper of `size`, upright, one copy, printed on these sides."""
        ...

    def get_device_caps(self, dc: int) -> Surface:
        """Return what its paper is like."""
        ...

    def start_doc(self, dc: int, document: str) -> int:
        """Return the new job's number."""
        ...

    def draw_page(self, dc: int, pdf: bytes, page: int, box: tuple[int, int, int, int]) -> None:
        """Draw a page of `pdf` in `box` (left, upper, width, height in dots), from StartPage to EndPage."""
        ...

    def end_doc(self, dc: int) -> None:
        """End the job."""
        ...

    def abort_doc(self, dc: int) -> None:
        """Take the job away."""
        ...

    def delete_dc(self, dc: int) -> None:
        """Let go of the device context."""
        ...


class WindowsSpooler:
    """Sends badges to the printer that Windows calls `printer`."""

    def __init__(self, printer: str, calls: Calls, ledger: Ledger) -> None:
        self._printer = printer
        self._calls = calls
        self._ledger = ledger

    @property
    def name(self) -> str:
        """What Windows calls the printer."""
        return self._printer

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "", sides: Sides = Sides.ONE) -> str:
        """Return the job's own name, under which the ledger keeps Windows' number of it."""
        if wrong := document.damage(pdf):
            raise PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer=self.name, detail=wrong)
        try:
            if sides is not Sides.ONE and not self._calls.has_duplex(self._printer):
                raise PrinterError(Trouble.PRINTER_ONE_SIDED, retry=False, printer=self.name)
            dc = self._calls.create_dc(self._printer, size, sides)
        except OSError as error:
            raise self._absent(error) from error
        try:
            box = self._box(dc, size)
            self._ledger.mark(job, Mark.BEGUN)
            self._draw(dc, pdf, job, box, label)
        finally:
            self._calls.delete_dc(dc)
        return job

    def _box(self, dc: int, size: SizeMm) -> tuple[int, int, int, int]:
        """Where the badge goes at true size; refused if the driver has taken other paper."""
        surface = self._calls.get_device_caps(dc)
        wanted = [raster.dots(side, dpi) for side, dpi in zip(size, surface.dpi, strict=True)]
        slack = [raster.dots(_PAPER_SLACK_MM, dpi) for dpi in surface.dpi]
        if any(abs(want - has) > by for want, has, by in zip(wanted, surface.paper, slack, strict=True)):
            detail = f"{size[0]:g} × {size[1]:g} mm"
            raise PrinterError(Trouble.PRINTER_WRONG_PAPER, retry=False, printer=self.name, detail=detail)
        return -surface.edge[0], -surface.edge[1], wanted[0], wanted[1]

    def _draw(self, dc: int, pdf: bytes, job: str, box: tuple[int, int, int, int], label: str) -> None:
        reference, drawn = "", 0
        try:
            reference = str(self._calls.start_doc(dc, _document(label, job)))
            for page in range(raster.count(pdf)):
                self._calls.draw_page(dc, pdf, page, box)
                drawn += 1
            self._calls.end_doc(dc)
        except OSError as error:
            self._give_up(dc, job, reference, drawn)
            raise self._absent(error) from error
        self._ledger.mark(job, Mark.SENT, reference)

    def _give_up(self, dc: int, job: str, reference: str, drawn: int) -> None:
        """Take a half-sent job away; where a page had been drawn, it may be on paper already."""
        if reference:
            try:
                self._calls.abort_doc(dc)
            except OSError:
                drawn += 1
        self._ledger.mark(job, Mark.UNSURE if drawn else Mark.NEVER, reference)

    def state(self, reference: str) -> Progress:
        """Return how far the job has come."""
        mark, number = self._ledger.look(reference) or (Mark.BEGUN, "")
        if mark in _ENDS:
            return Progress(_ENDS[mark])
        found = self._in_queue(reference, number)
        if found is None:
            if mark is not Mark.SENT:
                return Progress(JobState.ATTENTION, self.name, (GONE,))
            self._ledger.mark(reference, Mark.DONE)  # Windows keeps nothing of what is printed
            return Progress(JobState.DONE)
        if found.status & _JOB_DELETED:
            self._ledger.mark(reference, Mark.CANCELLED)
            return Progress(JobState.CANCELLED)
        if found.status & _JOB_PRINTED:
            return Progress(JobState.DONE)
        reasons = _named(found.status, _JOB_REASONS) or self._reasons()
        return Progress(JobState.ATTENTION if reasons else JobState.PRINTING, "", reasons)

    def find(self, job: str) -> str | None:
        """Return the job's name if any of it was ever sent."""
        found = self._ledger.look(job)
        if found is None or found[0] is Mark.NEVER:
            return None
        if found[0] is Mark.BEGUN and (waits := self._in_queue(job, "")) and not waits.status & _JOB_SPOOLING:
            self._ledger.mark(job, Mark.SENT, str(waits.id))  # it got there before the crash
        return job

    def cancel(self, reference: str) -> Progress:
        """Take the job out of the queue unless it is being printed, and return how it stands."""
        _mark, number = self._ledger.look(reference) or (Mark.BEGUN, "")
        found = self._in_queue(reference, number)
        if found is not None and not found.status & (_JOB_PRINTING | _JOB_PRINTED):
            try:
                self._calls.delete_job(self._printer, found.id)
            except OSError as error:
                raise self._absent(error) from error
            self._ledger.mark(reference, Mark.CANCELLED)
        return self.state(reference)

    def health(self) -> PrinterHealth:
        """Return whether the printer is ready, as far as its driver tells."""
        try:
            reasons = self._reasons()
        except PrinterError as error:
            return PrinterHealth(ready=False, reasons=(error.code,), detail=str(error.values["detail"]))
        return PrinterHealth(not reasons, reasons)

    def _reasons(self) -> tuple[str, ...]:
        try:
            status, attributes = self._calls.get_printer(self._printer)
        except OSError as error:
            raise self._absent(error) from error
        offline = ("offline",) if attributes & _WORK_OFFLINE else ()
        return tuple(dict.fromkeys((*_named(status, _PRINTER_REASONS), *offline)))

    def _in_queue(self, job: str, number: str) -> WindowsJob | None:
        """Return the job in the printer's queue; the number alone may be another's after a restart."""
        try:
            waiting = self._calls.enum_jobs(self._printer)
        except OSError as error:
            raise self._absent(error) from error
        named = [one for one in waiting if one.document.endswith(job)]
        return next((one for one in named if str(one.id) == number), named[0] if named else None)

    def _absent(self, error: OSError) -> PrinterError:
        unknown = getattr(error, "winerror", None) == _ERROR_INVALID_PRINTER_NAME
        code = Trouble.PRINTER_UNKNOWN if unknown else Trouble.PRINTER_UNREACHABLE
        detail = error.strerror or type(error).__name__
        return PrinterError(code, retry=not unknown, printer=self._printer, detail=detail)


_ENDS: Final = {Mark.DONE: JobState.DONE, Mark.CANCELLED: JobState.CANCELLED}
_ERROR_INVALID_PRINTER_NAME: Final = 1801


def _named(flags: int, table: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(word for bits, word in table if flags & bits)


def _document(label: str, job: str) -> str:
    """What the job is called in the printer's window: who it is for, and the name by which it is found."""
    readable = "".join(sign for sign in label if sign.isprintable())[:_NAME_CHARACTERS]
    return f"{readable} {job}".strip()
