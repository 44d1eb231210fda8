"""Printers at the edge of the machine, several to a desk, each in whatever mood a test wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk import settings
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.errors import PrinterError, Trouble
from kiosk.operations.station import Station
from kiosk.printing.spooler import PrinterHealth, Progress, Sides


@dataclass
class Tray:
    """A printer that remembers what it was sent, in order; `said` is what it says of every job.

    `mood` is raised instead of taking a job, `answers_late` after taking one; `off` whatever it is asked.
    """

    name: str
    mood: PrinterError | None = None
    answers_late: PrinterError | None = None
    off: PrinterError | None = None
    said: Progress = field(default_factory=lambda: Progress(JobState.DONE))
    health_told: PrinterHealth = field(default_factory=lambda: PrinterHealth(ready=True))
    sent: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def submit(
        self, pdf: bytes, job: str, size: tuple[float, float], *, label: str = "", sides: Sides = Sides.ONE
    ) -> str:
        del pdf, size, label, sides
        self._heard("submit")
        self.meanwhile()
        if self.mood is not None:
            raise self.mood
        assert job not in self.sent, "the same badge twice"
        self.sent.append(job)
        if self.answers_late is not None:
            raise self.answers_late
        return job

    def state(self, reference: str) -> Progress:
        self._heard("state")
        if reference in self.cancelled:
            return Progress(JobState.CANCELLED)
        return self.said

    def find(self, job: str) -> str | None:
        self._heard("find")
        return job if job in self.sent else None

    def cancel(self, reference: str) -> Progress:
        self._heard("cancel")
        if self.said.state is JobState.DONE:
            return self.said
        self.cancelled.append(reference)
        return Progress(JobState.CANCELLED)

    def health(self) -> PrinterHealth:
        self.asked.append("health")
        return PrinterHealth(ready=False, reasons=(self.off.code,)) if self.off else self.health_told

    def _heard(self, what: str) -> None:
        self.asked.append(what)
        if self.off is not None:
            raise self.off


def away(*, unsure: bool = False) -> PrinterError:
    """Return what a spooler raises whose printer does not answer."""
    return PrinterError(Trouble.PRINTER_UNREACHABLE, retry=True, unsure=unsure, printer="", detail="no route")


def refusal(*, retry: bool) -> PrinterError:
    """Return what a spooler raises whose printer does not take a badge."""
    return PrinterError(Trouble.PRINTER_REFUSED, retry=retry, printer="", detail="not so")


BUSY = Progress(JobState.PRINTING)


def set_up(station: Station, *printers: Printer) -> dict[str, Tray]:
    """Give the desk these printers, and return the trays that stand for them, by name."""
    trays = {one.name: Tray(one.name) for one in printers}
    station.settings = settings.changed(station.settings, printers=printers)
    station.use(lambda one: trays[one.name], station.make_layout)
    return trays
