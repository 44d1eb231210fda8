"""What every way to paper can do: take a PDF, say how far it has come, and say whether it is ready.

When to send, what to send again and what to tell people is decided above.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from kiosk.domain.badge import JobState

SizeMm: TypeAlias = tuple[float, float]
"""Width and height of a page."""

GONE = "gone"
"""The reason of a job that the spooler no longer knows: only a person can see whether it was printed."""


class Sides(StrEnum):
    """On which sides pages go, in IPP's words (RFC 8011, 5.2.8): over which edge the paper is turned."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


def turned_like_a_page(size: SizeMm) -> Sides:
    """Return the sides by which the back of paper of `size` stands upright once it is turned sideways."""
    return Sides.LONG_EDGE if size[1] >= size[0] else Sides.SHORT_EDGE


BACKS_APART = "backs-apart"
"""The reason of a job whose printer prints on one side: each back came out on a paper of its own."""


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

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "", sides: Sides = Sides.ONE) -> str:
        """Return the spooler's reference to `pdf`, a document of pages of `size`, sent under the name `job`.

        `label` is what people may read where the badge waits. Sending a job twice prints it twice:
        after a crash, `find` tells whether it was sent. Raises PrinterError: with PRINTER_ONE_SIDED,
        and nothing is sent, if the printer cannot turn paper as `sides` asks; `unsure` where the badge may
        have arrived all the same.
        """
        ...

    def state(self, reference: str) -> Progress:
        """Return how far the job has come; raises PrinterError if the spooler cannot be asked."""
        ...

    def find(self, job: str) -> str | None:
        """Return the reference of the job sent under the name `job`; None if it never arrived, nor will.

        Raises PrinterError if the spooler cannot be asked.
        """
        ...

    def cancel(self, reference: str) -> Progress:
        """Take the job back where that is still possible, and return how it stands then.

        CANCELLED: no more of it will be printed. DONE: it was too late. Raises PrinterError if the
        spooler cannot be asked.
        """
        ...

    def health(self) -> PrinterHealth:
        """Return whether the printer is ready; raises nothing of the world's faults."""
        ...
