"""How a printer is named in the settings, so that a person can read it and a program knows what to do.

::

    folder                                 the station's folder for badges
    folder:/media/stick/badges             another folder
    ipp://host:631/printers/name           a queue of CUPS, or a printer that speaks IPP
    windows:HP LaserJet                    a printer of Windows
    brother://host:9100?roll=62x100        a Brother QL label printer on the network
    brother:/dev/usb/lp0                   the same on USB
    zebra://host:9100?dpi=300              a printer that speaks Zebra's ZPL, on the network
    zebra:/dev/usb/lp0                     the same on USB
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from kiosk.errors import PrinterError, Trouble

FOLDER: Final = "folder"
WINDOWS: Final = "windows"
BROTHER: Final = "brother"
ZEBRA: Final = "zebra"
IPP: Final = ("ipp", "ipps")

RAW_PORT: Final = 9100
"""Where printers take bytes as they come."""


@dataclass(frozen=True, slots=True)
class Address:
    """A printer's address in parts. `place` is a host, a device file, a folder, or a name in Windows."""

    text: str
    kind: str
    place: str = ""
    port: int = 0
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The printer, as people who have no better name for it may call it."""
        return self.place or self.text


def parsed(text: str) -> Address:
    """Return the parts of `text`; PrinterError with PRINTER_UNKNOWN if it is no printer's address."""
    kind, colon, rest = text.partition(":")
    if kind == FOLDER:
        return Address(text, FOLDER, rest)
    if colon and kind == WINDOWS and rest.strip():
        return Address(text, WINDOWS, rest.strip())
    try:
        found = _url(text)
    except ValueError:
        found = None
    if found is None:
        raise PrinterError(Trouble.PRINTER_UNKNOWN, retry=False, printer=text)
    return found


def _url(text: str) -> Address | None:
    parts = urlsplit(text)
    if parts.scheme in IPP and parts.hostname and parts.port != 0:
        return Address(text, parts.scheme, parts.hostname, parts.port or 631)
    if parts.scheme not in (BROTHER, ZEBRA):
        return None
    options = dict(parse_qsl(parts.query))
    if parts.hostname and parts.port != 0:
        return Address(text, parts.scheme, parts.hostname, parts.port or RAW_PORT, options)
    device = unquote(parts.path)
    return Address(text, parts.scheme, device, 0, options) if device.startswith("/") else None
