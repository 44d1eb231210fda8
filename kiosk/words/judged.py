"""What is told of somebody at a door, as the operations that know it hand it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.admission import Direction, Reason, Verdict
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee, Category
from kiosk.domain.staff import Right

if TYPE_CHECKING:
    from kiosk.domain.foreign_codes import Foreign
    from kiosk.domain.lists import CheckInList


class HeldUp(Protocol):
    """A printer that prints nothing now."""

    @property
    def name(self) -> str:
        """What its people call it."""

    @property
    def reasons(self) -> Sequence[str]:
        """Why not: its own reasons, or the code of a Trouble."""


class Judged(Protocol):
    """A verdict with all that there is to tell of it; the outcome of an admission is one, and so is Case."""

    @property
    def verdict(self) -> Verdict:
        """What was decided."""

    @property
    def attendee(self) -> Attendee | None:
        """About whom; None where nobody has the code."""

    @property
    def category(self) -> Category | None:
        """The person's category, where it is known here."""

    @property
    def check_in_list(self) -> CheckInList:
        """The door."""

    @property
    def direction(self) -> Direction:
        """Which way through it."""

    @property
    def at(self) -> datetime:
        """When, aware."""

    @property
    def job_id(self) -> str | None:
        """The badge's job, where one was queued."""

    @property
    def held_up(self) -> HeldUp | None:
        """The printer that the badge waits for, where it printed nothing when last asked."""

    @property
    def needs(self) -> Right | None:
        """The right that was tried to be used and that nobody here has."""

    @property
    def others(self) -> Sequence[Attendee]:
        """Those who have the code, or the name, too."""

    @property
    def signed(self) -> bool:
        """Whether only a signature speaks for the ticket."""

    @property
    def foreign(self) -> Foreign | None:
        """What a code is that is none of ours."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who would be at a door: a verdict thought about beforehand."""

    verdict: Verdict
    check_in_list: CheckInList
    at: datetime
    attendee: Attendee | None = None
    category: Category | None = None
    direction: Direction = Direction.ENTRY
    job_id: str | None = None
    held_up: HeldUp | None = None
    needs: Right | None = None
    others: tuple[Attendee, ...] = ()
    signed: bool = False
    foreign: Foreign | None = None


class Happened(Protocol):
    """One thing that happened to a guest."""

    @property
    def kind(self) -> Kind:
        """What it was."""

    @property
    def direction(self) -> Direction | None:
        """Which way, of an admission."""

    @property
    def reason(self) -> Reason | None:
        """Why somebody was refused or, of an admission, what was passed over."""

    @property
    def why(self) -> str:
        """For which reason it was passed over, as somebody typed it."""

    @property
    def paid(self) -> bool:
        """Whether the payment was confirmed at the door."""

    @property
    def annulled(self) -> bool:
        """Whether it was taken back."""

    @property
    def automatic(self) -> bool:
        """Whether nobody did it: the day had ended."""

    @property
    def other(self) -> Attendee | None:
        """Whom the guest was merged with, or kept apart from."""
