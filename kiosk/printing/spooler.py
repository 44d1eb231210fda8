"""What every way to paper can do: take a PDF, say how far it has come, and say whether it is ready.

When to send, what to send again and what to tell people is decided above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kiosk.domain.badge import JobState

SizeMm: TypeAlias = tuple[float, float]
"""Width and height of a page."""

GONE = "gone"
"""The reason of a job that the spooler no longer knows: only a person can see whether it was printed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come. `reasons` are IPP printer-state-reasons (RFC 8011, 5.4.12) without severity.

    `detail` is the spooler's own sentence, in its own language.
    """

    state: JobState
    detail: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    """Whether a badge sent now would be printed; `reasons` and `detail` as in Progress.

    A printer that cannot be asked is not ready, and its reason is the code of the trouble.
    """

    ready: bool
    reasons: tuple[str, ...] = ()
    detail: str = ""


class Spooler(Protocol):
    """Hands PDFs to a printer. Its methods wait for an answer: never call them where people wait."""

    @property
    def name(self) -> str:
        """The printer, as people know it."""
        ...

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "") -> str:
        """Return the spooler's reference to `pdf`, a document of pages of `size`, sent under the name `job`.

        `label` is what people may read where the badge waits. Sending a job twice prints it twice:
        after a crash, `find` tells whether it was sent. Raises PrinterError.
        """
        ...

    def state(self, reference: str) -> Progress:
        """Return how far the job has come; raises PrinterError if the spooler cannot be asked."""
        ...

    def find(self, job: str) -> str | None:
        """Return the reference of the job sent under the name `job`, None if it never arrived.

        Raises PrinterError if the spooler cannot be asked.
        """
        ...

    def health(self) -> PrinterHealth:
        """Return whether the printer is ready; raises nothing of the world's faults."""
        ...
