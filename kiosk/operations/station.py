"""The station that every operation works on: one laptop's database, settings, printer and clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

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

    what: tuple[str, ...]
    at_ms: int
    outcome: Outcome
    seq: int


@dataclass(slots=True)
class Station:
    """What operations work with. `now_ms` and `random` are the machine's, or a test's.

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
    last_scan: LastScan | None = None
    admitting: threading.Lock = field(default_factory=threading.Lock)
    printing: threading.Lock = field(default_factory=threading.Lock)
    release: Callable[[], None] = lambda: None
    _spooler: Spooler | None = None
    _layout: Layout | None = None

    @property
    def author(self) -> Author:
        """Who writes facts here."""
        return Author(self.settings.origin, self.now_ms, self.random)

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
