"""What every scanner is to the desk, be it a keyboard, a serial port or a camera.

A device that dies is a state, and comes back by itself: it never ends the program. ::

    stopped ──start──> starting ──heard or seen──> connected
       ^                   │                        │    ^
       │                 fails                   fails   found again
       │                   v                        v    │
       └──── stop ──── disconnected <───────────────┴────┘
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, Protocol

_DELAYS_MS: Final = (250, 500, 1_000, 2_000, 4_000)


class Kind(StrEnum):
    """How a scanner is joined to this computer."""

    KEYBOARD = "keyboard"
    SERIAL = "serial"
    CAMERA = "camera"


class State(StrEnum):
    """How a scanner is. Only `stopped` is left by somebody's asking; the others change by themselves."""

    STOPPED = "stopped"
    STARTING = "starting"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"


class Told(Protocol):
    """What listeners are told through; Qt's signals are."""

    def connect(self, listener: Callable[..., object], /) -> Any:
        """Call `listener` every time from now on."""


class Scanner(Protocol):
    """A scanner. Everything is told on the thread that made it."""

    kind: ClassVar[Kind]

    @property
    def scanned(self) -> Told:
        """With a Scan, for each code that is read."""

    @property
    def state_changed(self) -> Told:
        """With the State that is now, each time it is another."""

    @property
    def failed(self) -> Told:
        """With a MarhabaError, when it is lost: once for each reason, not at every further try."""

    @property
    def state(self) -> State:
        """How it is now."""

    def start(self) -> None:
        """Listen from now on; nothing happens if it does already."""

    def stop(self) -> None:
        """Let the device go. Nothing is told any more but the state."""


@dataclass(slots=True)
class Backoff:
    """How long to wait before a device that was lost is tried again: longer each time, up to 4 s."""

    _tries: int = 0

    def next_ms(self) -> int:
        """Return the next wait."""
        delay = _DELAYS_MS[min(self._tries, len(_DELAYS_MS) - 1)]
        self._tries += 1
        return delay

    def reset(self) -> None:
        """Begin again with the shortest: it is back."""
        self._tries = 0
