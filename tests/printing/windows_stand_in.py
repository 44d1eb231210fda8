"""A stand-in for Windows' own calls: one printer with a queue, as winspool and GDI are documented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.printing.spooler import Sides, SizeMm
from kiosk.printing.windows import Surface, WindowsJob

SPOOLING, PRINTING, DELETING, PRINTED = 0x8, 0x10, 0x4, 0x80


class WinError(OSError):
    """What pywin32's error becomes: it has Windows' number."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__(number, words)
        self.winerror = number


@dataclass(slots=True)
class Windows:
    """`fails` names the calls that fail; with `own_paper` the driver takes no other paper than this."""

    printer: str = "HP LaserJet"
    dpi: int = 600
    edge: tuple[int, int] = (100, 100)
    own_paper: SizeMm | None = None
    status: int = 0
    attributes: int = 0
    fails: tuple[str, ...] = ()
    duplex: bool = False
    sides: list[Sides] = field(default_factory=list)
    keeps: bool = False
    """Whether jobs stay in the queue until a test takes them away."""
    waiting: list[WindowsJob] = field(default_factory=list)
    drawn: list[tuple[int, bytes, int, tuple[int, int, int, int]]] = field(default_factory=list)
    open: dict[int, SizeMm] = field(default_factory=dict)
    count: int = 0

    def enum_printers(self) -> Sequence[str]:
        self._may_fail("enum_printers")
        return [self.printer]

    def get_printer(self, printer: str) -> tuple[int, int]:
        self._may_fail("get_printer", printer)
        return self.status, self.attributes

    def enum_jobs(self, printer: str) -> Sequence[WindowsJob]:
        self._may_fail("enum_jobs", printer)
        return list(self.waiting)

    def delete_job(self, printer: str, number: int) -> None:
        self._may_fail("delete_job", printer)
        self.waiting = [one for one in self.waiting if one.id != number]

    def has_duplex(self, printer: str) -> bool:
        self._may_fail("has_duplex", printer)
        return self.duplex

    def create_dc(self, printer: str, size: SizeMm, sides: Sides) -> int:
        self._may_fail("create_dc", printer)
        self.sides.append(sides)
        self.count += 1
        self.open[self.count] = size
        return self.count

    def get_device_caps(self, dc: int) -> Surface:
        size = self.own_paper or self.open[dc]
        width, height = (round(side / 25.4 * self.dpi) for side in size)
        return Surface((self.dpi, self.dpi), (width, height), self.edge)

    def start_doc(self, dc: int, document: str) -> int:
        self._may_fail("start_doc")
        assert dc in self.open
        self.count += 1
        self.waiting.append(WindowsJob(self.count, document, SPOOLING))
        return self.count

    def draw_page(self, dc: int, pdf: bytes, page: int, box: tuple[int, int, int, int]) -> None:
        self._may_fail("draw_page")
        self.drawn.append((dc, pdf, page, box))

    def end_doc(self, dc: int) -> None:
        assert dc in self.open
        self._may_fail("end_doc")
        last = self.waiting.pop()
        if self.keeps:
            self.waiting.append(replace(last, status=PRINTING))

    def abort_doc(self, dc: int) -> None:
        assert dc in self.open
        self._may_fail("abort_doc")
        self.waiting.pop()

    def delete_dc(self, dc: int) -> None:
        del self.open[dc]

    def job(self, status: int) -> None:
        """Give the last job another status."""
        self.waiting[-1] = replace(self.waiting[-1], status=status)

    def _may_fail(self, call: str, printer: str = "") -> None:
        if printer and printer != self.printer:
            raise WinError(1801, "The printer name is invalid")
        if call in self.fails:
            raise WinError(5, "Access is denied")
