"""The station that every operation works on: one laptop's database, settings, printers, clock and staff."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.printers import chosen
from kiosk.domain.staff import SAFE, Right, Role
from kiosk.proofs.pins import USUAL, Cost
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.store.journal import Author

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout
    from kiosk.domain.printers import Printer
    from kiosk.operations.admissions import Outcome
    from kiosk.printing.spooler import Spooler


@dataclass(slots=True)
class LastScan:
    """The answer that a second reading of the same code gets: the first one again.

    `seq` is this desk's last fact at that time.
    """

    at_ms: int
    outcome: Outcome
    seq: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who works at the desk, and in which role; no `staff_id` and no name: nobody has signed in."""

    staff_id: str
    name: str
    role: Role


OPEN: Final = Duty("", "", Role.ADMINISTRATOR)
"""At a station without staff, whoever is there may do everything."""

SAFE_DUTY: Final = Duty("", "", SAFE)
"""At a station with staff, until somebody signs in."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's PIN for one act that needs `right`; `id` is the fact that tells of it."""

    id: str
    member_id: str
    name: str
    right: Right


APPROVALS: Final[ContextVar[tuple[Approval, ...]]] = ContextVar("approvals", default=())
"""Under which approvals the act is done that runs now, on this thread; `staff.approved` sets it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wrong PINs somebody has met, and since when, by `Station.monotonic`, their wait runs."""

    failures: int
    since_s: float


@dataclass(slots=True)
class Lane:
    """The way to one printer: one caller at a time works on it, under `lock`.

    `spooler` is made when the first badge is wanted; `asked_s` is when, by `Station.monotonic`, the printer
    was last asked how it is.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    spooler: Spooler | None = None
    asked_s: float | None = None


@dataclass(slots=True)
class Station:
    """What operations work with. `now_ms`, `random` and `monotonic` are the machine's, or a test's.

    `make_spooler` and `make_layout` are called when the first badge is wanted: a desk that starts does
    not wait for its printers.
    """

    folder: Path
    settings: Settings
    database: Database
    now_ms: Callable[[], int]
    random: Callable[[int], bytes]
    make_spooler: Callable[[Printer], Spooler]
    make_layout: Callable[[], Layout]
    last_scans: dict[tuple[str, ...], LastScan] = field(default_factory=dict)
    """The last answers, by what was asked; those too old to be given again fall out."""
    days_ended: dict[str, tuple[datetime, dict[str, int]]] = field(default_factory=dict)
    """The last end of a day that was seen to, by list, and what was known then of each other desk's facts."""
    duty: Duty = OPEN
    monotonic: Callable[[], float] = time.monotonic
    pin_cost: Cost = USUAL
    waits: dict[str, Waiting] = field(default_factory=dict)
    """Who must wait after wrong PINs, by the member's id."""
    unused_approvals: set[str] = field(default_factory=set)
    """The ids of approvals given here under which nothing has been done yet."""
    admitting: threading.Lock = field(default_factory=threading.Lock)
    draws_apart: bool = False
    """Whether badges are drawn by another process, so that this one stays free for its guests."""
    release: Callable[[], None] = lambda: None
    _lanes: dict[str, Lane] = field(default_factory=dict)
    _layout: Layout | None = None

    @property
    def author(self) -> Author:
        """Who writes facts here: whoever is on duty, with the approval under which this act is done."""
        approvals = APPROVALS.get()
        approver = approvals[-1].member_id if approvals else ""
        return Author(self.settings.origin, self.now_ms, self.random, self.duty.staff_id, approver)

    @property
    def now(self) -> datetime:
        """The time by this desk's clock, aware, in UTC."""
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)

    @property
    def printers(self) -> tuple[Printer, ...]:
        """This desk's printers, one at least."""
        return self.settings.all_printers

    @property
    def spooler(self) -> Spooler:
        """The way to paper of what no rule sends to a printer of its own: sheets, and badges by default."""
        return self.spooler_of(chosen(self.printers, "", "").name)

    def spooler_of(self, printer: str) -> Spooler:
        """Return the way to the printer of this name; KeyError if there is none."""
        lane = self.lane(printer)
        if lane.spooler is None:
            lane.spooler = self.make_spooler({one.name: one for one in self.printers}[printer])
        return lane.spooler

    def lane(self, printer: str) -> Lane:
        """Return the lane of the printer of this name."""
        return self._lanes.setdefault(printer, Lane())

    @property
    def layout(self) -> Layout:
        """How badges look here."""
        if self._layout is None:
            self._layout = self.make_layout()
        return self._layout

    def new_code_bits(self) -> int:
        """Return random bits for a code of ours."""
        return int.from_bytes(self.random(17)) & ((1 << 130) - 1)

    def use(self, make_spooler: Callable[[Printer], Spooler], make_layout: Callable[[], Layout]) -> None:
        """Print other ways, or another layout, from now on."""
        self.make_spooler, self.make_layout = make_spooler, make_layout
        for lane in list(self._lanes.values()):
            lane.spooler = lane.asked_s = None
        self._layout = None
