"""The station that every operation works on: one laptop's database, settings, printer, clock and staff."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.staff import SAFE, Right, Role
from kiosk.proofs.pins import USUAL, Cost
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.store.journal import Author

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout
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
class Station:
    """What operations work with. `now_ms`, `random` and `monotonic` are the machine's, or a test's.

    `make_spooler` and `make_layout` are called when the first badge is wanted: a desk that starts does
    not wait for its printer.
    """

    folder: Path
    settings: Settings
    database: Database
    now_ms: Callable[[], int]
    random: Callable[[int], bytes]
    make_spooler: Callable[[], Spooler]
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
    printing: threading.Lock = field(default_factory=threading.Lock)
    draws_apart: bool = False
    """Whether badges are drawn by another process, so that this one stays free for its guests."""
    release: Callable[[], None] = lambda: None
    _spooler: Spooler | None = None
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
    def spooler(self) -> Spooler:
        """The way badges go to paper here."""
        if self._spooler is None:
            self._spooler = self.make_spooler()
        return self._spooler

    @property
    def layout(self) -> Layout:
        """How badges look here."""
        if self._layout is None:
            self._layout = self.make_layout()
        return self._layout

    def new_code_bits(self) -> int:
        """Return random bits for a code of ours."""
        return int.from_bytes(self.random(17)) & ((1 << 130) - 1)

    def use(self, make_spooler: Callable[[], Spooler], make_layout: Callable[[], Layout]) -> None:
        """Print another way, or another layout, from now on."""
        self.make_spooler, self.make_layout = make_spooler, make_layout
        self._spooler = self._layout = None
