"""What a serial scanner sends, cut into scans: by what ends a line, or by silence where nothing does.

Bytes arrive in pieces of any size, with noise among them. Who reads the port and keeps the time is
`ui/inputs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain import codes

SILENCE_MS: Final = 100
"""After this, what a scanner without a suffix sent is complete: a byte at 9600 baud takes 1 ms."""
LONG_SILENCE_MS: Final = 400
"""The same for a scanner known to end its lines: the rest is held up, not missing."""

_ENDS = re.compile(rb"[\r\n\t\x03\x04]")
_CARD_BEGINS: Final = b"BEGIN:V"
_CARD_ENDS: Final = b"END:V"
_MOST_BYTES: Final = 4 * codes.SCAN_LIMIT


@dataclass(slots=True)
class Lines:
    """The bytes of one port that are no whole line yet.

    Carriage return, line feed, tab, ETX and EOT end one; a contact card has lines of its own, which
    stay together.
    """

    _rest: bytes = b""
    _card: list[bytes] = field(default_factory=list)
    _has_ended: bool = False

    @property
    def waits(self) -> bool:
        """Whether something is begun that silence would end."""
        return bool(self._rest or self._card)

    @property
    def silence_ms(self) -> int:
        """How long to wait for more before what is begun is taken as it is."""
        return LONG_SILENCE_MS if self._has_ended else SILENCE_MS

    def feed(self, received: bytes) -> list[str]:
        """Return the texts that are whole now, in their order; noise alone is none."""
        *whole, self._rest = _ENDS.split(self._rest + received)
        # What never ends is told as too long by the desk; it need not be kept for that.
        self._rest = self._rest[:_MOST_BYTES]
        self._has_ended = self._has_ended or bool(whole)
        return [text for line in whole if (text := self._of(line))]

    def silence(self) -> list[str]:
        """Return what was begun, as the text that it is now."""
        begun, self._rest = self._rest, b""
        joined = b"\n".join([*self._card, begun] if begun else self._card)
        self._card = []
        return [text] if (text := _text(joined)) else []

    def forget(self) -> None:
        """Begin anew: the device was another before."""
        self._rest, self._card = b"", []

    def _of(self, line: bytes) -> str:
        if not self._card and not line.upper().startswith(_CARD_BEGINS):
            return _text(line)
        if line:
            self._card.append(line[:_MOST_BYTES])
        if not line.upper().startswith(_CARD_ENDS) and sum(map(len, self._card)) < _MOST_BYTES:
            return ""
        card, self._card = self._card, []
        return _text(b"\n".join(card))


def _text(line: bytes) -> str:
    """Return what a line says: in UTF-8, else as Western Windows writes; "" if nothing can be read."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return text if any(character.isalnum() for character in text) else ""
