"""The language of Brother's QL label printers (Brother, "Raster Command Reference").

A label is sent as rows of dots across the tape, 300 to the inch, each row mirrored. The outer 1.5 mm of a
tape and the first and last 3 mm of a label cannot be printed: what the badge has there is left out, and the
rest keeps its true size and place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kiosk.errors import PrinterError, Trouble
from kiosk.printing import raster
from kiosk.printing.labels import Told

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.printing.addresses import Address
    from kiosk.printing.spooler import SizeMm

DPI: Final = 300
_TOLERANCE_MM: Final = 1.5
"""Labels are named by whole millimetres, and a badge may be a little smaller than its label."""

_NARROW: Final = 720
_WIDE: Final = 1296
"""Dots of a print head."""


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll of labels: its printable dots across, those that the head has beside them, and its length.

    `length_mm` is 0 for a tape without end, which is cut where the badge ends.
    """

    width_mm: int
    across: int
    beside: int
    length_mm: int = 0
    along: int = 0

    @property
    def is_endless(self) -> bool:
        """Whether it has no labels of its own."""
        return not self.length_mm


# Printable widths and offsets: "Raster Command Reference", 2.3.2 and 2.3.3, for heads of 720 dots.
_ROLLS: Final = (
    Roll(29, 306, 6), Roll(38, 413, 12), Roll(50, 554, 12), Roll(54, 590, 0), Roll(62, 696, 12),
    Roll(102, 1164, 12), Roll(104, 1200, 12),
    Roll(29, 306, 6, 90, 991), Roll(38, 413, 12, 90, 991), Roll(39, 425, 6, 48, 495),
    Roll(52, 578, 0, 29, 271), Roll(54, 598, 60, 29, 271), Roll(60, 672, 18, 86, 954),
    Roll(62, 696, 12, 29, 271), Roll(62, 696, 12, 100, 1109),
    Roll(102, 1164, 12, 51, 526), Roll(102, 1164, 12, 152, 1660), Roll(104, 1200, 12, 164, 1822),
)  # fmt: skip
_ENDLESS_MARGIN: Final = 35
"""Dots before and after a label cut from a tape: 3 mm, the least that the cutter needs."""

_WIDE_OFFSET: Final = 44
"""What a wide head has more beside every roll."""

_MODELS_WIDE: Final = frozenset((0x50, 0x34, 0x43, 0x44, 0x45))  # QL-1050, 1060N, 1100, 1110NWB, 1115NWB
_MODELS_OLD: Final = frozenset((0x4F, 0x31, 0x32, 0x35))  # QL-500/550, 560, 570, 700: raster only
_NAMES_OLD: Final = ("QL-500", "QL-550", "QL-560", "QL-570", "QL-700")

# -- what the printer says: 32 bytes, "Raster Command Reference", 4 "Status information" ----------------

_STATUS: Final = b"\x80\x20\x42"
_STATUS_BYTES: Final = 32
_REPLY: Final = 0x00
_ERROR: Final = 0x02
_PRINTING: Final = 0x01
_DIE_CUT: Final = 0x0B

_ERRORS_1: Final = {
    0x01: "media-empty",
    0x02: "media-empty",
    0x04: "media-jam",  # of the cutter
    0x20: "shutdown",
}
_ERRORS_2: Final = {
    0x01: "wrong-media",
    0x10: "cover-open",
    0x40: "media-jam",  # cannot be fed
    0x80: "stopped-partly",
}


class Brother:
    """The language, and what the address says of the printer: `roll=62` or `roll=62x100`, `model=QL-700`."""

    question: Final = b"\x1b\x40\x1b\x69\x53"
    """ESC @, ESC i S."""

    def __init__(self, address: Address) -> None:
        self._printer = address.title
        self._roll = _named(address.options.get("roll", ""))
        self._is_old = address.options.get("model", "") in _NAMES_OLD

    def told(self, answer: bytes) -> Told | None:
        """Return what the last status says, and whether an error was told since it was asked."""
        start = answer.find(_STATUS)
        failed = False
        last: Told | None = None
        while start >= 0 and len(answer) >= start + _STATUS_BYTES:
            one = answer[start : start + _STATUS_BYTES]
            failed = failed or one[18] == _ERROR
            paper = (one[10], one[17] if one[11] == _DIE_CUT else 0) if one[10] else None
            is_reply = one[18] == _REPLY
            last = Told(_reasons(one), one[19] == _PRINTING, failed, paper, one[4], is_reply=is_reply)
            start = answer.find(_STATUS, start + _STATUS_BYTES)
        return last

    def written(self, pdf: bytes, size: SizeMm, told: Told | None) -> bytes:
        """Return the badge as commands and rows of dots, cut at its end."""
        roll, is_turned = self._chosen(size, told)
        is_old = told.model in _MODELS_OLD if told is not None and told.model else self._is_old
        is_wide = roll.across > _NARROW or (told is not None and told.model in _MODELS_WIDE)
        mode = b"" if is_old else b"\x1b\x69\x61\x01"  # raster mode, where there are others
        sent = bytearray(bytes(400) + b"\x1b\x40" + mode)  # whatever came before is void
        sheets = [np.rot90(page) if is_turned else page for page in raster.pages(pdf, size, DPI)]
        for number, page in enumerate(sheets):
            rows = _rows(page, roll, _WIDE if is_wide else _NARROW)
            sent += _about(roll, len(rows), is_first=number == 0, is_known=self._is_known(told))
            for row in rows:
                sent += b"g\x00" + bytes([len(row)]) + row
            sent += b"\x1a" if number == len(sheets) - 1 else b"\x0c"  # print, and feed after the last
        return bytes(sent)

    def _is_known(self, told: Told | None) -> bool:
        return self._roll is not None or (told is not None and told.paper is not None)

    def _chosen(self, size: SizeMm, told: Told | None) -> tuple[Roll, bool]:
        """The roll that is in the printer, or was said to be, or any; and whether the badge is turned."""
        if told is not None and told.paper is not None:
            rolls = [one for one in _ROLLS if _is_size(one, told.paper)]
        elif self._roll is not None:
            rolls = [self._roll]
        else:
            rolls = list(_ROLLS)
        for is_turned in (False, True):
            width, length = reversed(size) if is_turned else size
            for roll in rolls:
                if _holds(roll, width, length):
                    return roll, is_turned
        wanted = f"{size[0]:g} × {size[1]:g} mm"
        raise PrinterError(Trouble.PRINTER_WRONG_PAPER, retry=True, printer=self._printer, detail=wanted)


def _named(roll: str) -> Roll | None:
    width, _x, length = roll.partition("x")
    if not (width.isdigit() and (length or "0").isdigit()):
        return None
    return next((one for one in _ROLLS if _is_size(one, (int(width), int(length or 0)))), None)


def _is_size(roll: Roll, paper: SizeMm) -> bool:
    """Whether this roll is meant; printers and boxes differ by a millimetre (38 and 39, 86 and 87)."""
    width, length = paper
    same_length = roll.is_endless if not length else abs(roll.length_mm - length) <= 1 and not roll.is_endless
    return abs(roll.width_mm - width) <= 1 and same_length


def _holds(roll: Roll, width_mm: float, length_mm: float) -> bool:
    if abs(roll.width_mm - width_mm) > _TOLERANCE_MM:
        return False
    return roll.is_endless or abs(roll.length_mm - length_mm) <= _TOLERANCE_MM


def _reasons(status: bytes) -> tuple[str, ...]:
    found = [word for bit, word in _ERRORS_1.items() if status[8] & bit]
    found += [word for bit, word in _ERRORS_2.items() if status[9] & bit]
    if not found and not status[10] and not status[11]:
        found = ["media-empty"]  # no roll at all
    return tuple(dict.fromkeys(found))


def _about(roll: Roll, rows: int, *, is_first: bool, is_known: bool) -> bytes:
    """What is said before the rows of a label: its paper, the cutting, the margin.

    The printer refuses another roll than is said; of one that nobody knows, only the width is said.
    """
    valid = 0x80 | 0x40 | 0x04 | (0x0A if is_known else 0)  # recovery, quality, width; kind and length
    kind = 0x0A if roll.is_endless else _DIE_CUT
    paper = bytes((valid, kind, roll.width_mm, roll.length_mm))
    margin = _ENDLESS_MARGIN if roll.is_endless else 0
    return (
        b"\x1b\x69\x7a" + paper + rows.to_bytes(4, "little") + bytes((0 if is_first else 1, 0))
        + b"\x1b\x69\x4d\x40"  # cut
        + b"\x1b\x69\x41\x01"  # each one
        + b"\x1b\x69\x4b\x08"  # and after the last
        + b"\x1b\x69\x64" + margin.to_bytes(2, "little")
    )  # fmt: skip


def _rows(page: NDArray[np.bool_], roll: Roll, head: int) -> list[bytes]:
    """The rows as the head takes them: the middle of the page, at the roll's place, mirrored."""
    along = roll.along or max(page.shape[0] - 2 * _ENDLESS_MARGIN, 1)
    middle = _middle(page, along, roll.across)
    beside = roll.beside + (_WIDE_OFFSET if head == _WIDE else 0)
    line = np.zeros((along, head), np.bool_)
    line[:, beside : beside + roll.across] = middle[:, ::-1]
    return raster.packed(line)


def _middle(page: NDArray[np.bool_], rows: int, columns: int) -> NDArray[np.bool_]:
    """The middle of a page, with white around it where it is smaller."""
    out = np.zeros((rows, columns), np.bool_)
    cut = [max(have - want, 0) // 2 for have, want in zip(page.shape, out.shape, strict=True)]
    put = [max(want - have, 0) // 2 for have, want in zip(page.shape, out.shape, strict=True)]
    part = page[cut[0] : cut[0] + rows, cut[1] : cut[1] + columns]
    out[put[0] : put[0] + part.shape[0], put[1] : put[1] + part.shape[1]] = part
    return out
