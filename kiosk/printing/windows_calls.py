"""Windows' own calls for printing, through pywin32 and PDFium; nothing is decided here.

Not yet run on Windows: what stands here follows the documentation of pywin32 (win32print, win32gui) and
of PDFium (`FPDF_RenderPage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from kiosk.printing.raster import PDFIUM
from kiosk.printing.spooler import Sides, SizeMm
from kiosk.printing.windows import Calls, Surface, WindowsJob

_LOCAL_AND_CONNECTED: Final = 0x2 | 0x4  # PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
_NAMES_ONLY: Final = 4
_WITH_STATUS: Final = 2
_JOBS_AT_MOST: Final = 10_000
_JOB_CONTROL_DELETE: Final = 5

# wingdi.h
_LOGPIXELS: Final = (88, 90)
_PHYSICAL_SIZE: Final = (110, 111)
_PHYSICAL_OFFSET: Final = (112, 113)
_DM_OUT: Final = 2
_DM_IN: Final = 8
_DM_UPRIGHT: Final = 1  # DMORIENT_PORTRAIT
_DM_OWN_PAPER: Final = 256  # DMPAPER_USER
_DM_FIELDS: Final = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100 | 0x1000
"""Orientation, paper size, length and width, scale, copies, duplex."""
_DM_DUPLEX: Final = {Sides.ONE: 1, Sides.LONG_EDGE: 2, Sides.SHORT_EDGE: 3}
_DC_DUPLEX: Final = 7


def calls() -> Calls:
    """Return Windows' calls; each says so with an OSError if this is not Windows."""
    return _Calls()


@contextmanager
def _told() -> Iterator[tuple[Any, Any]]:
    """Give win32print and win32gui, whose errors are no OSError but carry its number and words."""
    try:
        import pywintypes
        import win32gui
        import win32print
    except ImportError as error:
        raise OSError(0, "no Windows") from error
    try:
        yield win32print, win32gui
    except pywintypes.error as error:
        number, _function, sentence = error.args
        told = OSError(number, sentence)
        told.winerror = number  # type: ignore[attr-defined, unused-ignore]  # only Windows' OSError has it
        raise told from error


class _Calls:
    def enum_printers(self) -> Sequence[str]:
        with _told() as (spool, _gui):
            found = spool.EnumPrinters(_LOCAL_AND_CONNECTED, None, _NAMES_ONLY)
            return [str(one["pPrinterName"]) for one in found]

    def get_printer(self, printer: str) -> tuple[int, int]:
        with _told() as (spool, _gui), _open(spool, printer) as handle:
            about = spool.GetPrinter(handle, _WITH_STATUS)
            return int(about["Status"]), int(about["Attributes"])

    def enum_jobs(self, printer: str) -> Sequence[WindowsJob]:
        with _told() as (spool, _gui), _open(spool, printer) as handle:
            found = spool.EnumJobs(handle, 0, _JOBS_AT_MOST, 1)
            return [
                WindowsJob(int(one["JobId"]), str(one["pDocument"] or ""), int(one["Status"]))
                for one in found
            ]

    def delete_job(self, printer: str, number: int) -> None:
        with _told() as (spool, _gui), _open(spool, printer) as handle:
            spool.SetJob(handle, number, 0, None, _JOB_CONTROL_DELETE)

    def has_duplex(self, printer: str) -> bool:
        with _told() as (spool, _gui), _open(spool, printer) as handle:
            port = spool.GetPrinter(handle, _WITH_STATUS)["pPortName"]
            return int(spool.DeviceCapabilities(printer, port, _DC_DUPLEX)) == 1

    def create_dc(self, printer: str, size: SizeMm, sides: Sides) -> int:
        with _told() as (spool, gui), _open(spool, printer) as handle:
            mode = spool.GetPrinter(handle, _WITH_STATUS)["pDevMode"]
            mode.Orientation, mode.Scale, mode.Copies = _DM_UPRIGHT, 100, 1
            mode.Duplex = _DM_DUPLEX[sides]
            mode.PaperSize = _DM_OWN_PAPER
            mode.PaperWidth, mode.PaperLength = (round(side * 10) for side in size)  # tenths of a millimetre
            mode.Fields |= _DM_FIELDS
            spool.DocumentProperties(0, handle, printer, mode, mode, _DM_IN | _DM_OUT)
            return int(gui.CreateDC("WINSPOOL", printer, mode))

    def get_device_caps(self, dc: int) -> Surface:
        with _told() as (spool, _gui):

            def pair(indices: tuple[int, int]) -> tuple[int, int]:
                return int(spool.GetDeviceCaps(dc, indices[0])), int(spool.GetDeviceCaps(dc, indices[1]))

            return Surface(pair(_LOGPIXELS), pair(_PHYSICAL_SIZE), pair(_PHYSICAL_OFFSET))

    def start_doc(self, dc: int, document: str) -> int:
        with _told() as (spool, _gui):
            return int(spool.StartDoc(dc, (document, None, None, 0)))

    def draw_page(self, dc: int, pdf: bytes, page: int, box: tuple[int, int, int, int]) -> None:
        from pypdfium2 import PdfDocument, raw

        with _told() as (spool, _gui), PDFIUM:
            document = PdfDocument(pdf)
            try:
                spool.StartPage(dc)
                left, upper, width, height = box
                raw.FPDF_RenderPage(
                    dc, document[page].raw, left, upper, width, height, 0, raw.FPDF_PRINTING | raw.FPDF_ANNOT
                )
                spool.EndPage(dc)
            finally:
                document.close()

    def end_doc(self, dc: int) -> None:
        with _told() as (spool, _gui):
            spool.EndDoc(dc)

    def abort_doc(self, dc: int) -> None:
        with _told() as (spool, _gui):
            spool.AbortDoc(dc)

    def delete_dc(self, dc: int) -> None:
        with _told() as (_spool, gui):
            gui.DeleteDC(dc)


@contextmanager
def _open(spool: Any, printer: str) -> Iterator[Any]:
    handle = spool.OpenPrinter(printer)
    try:
        yield handle
    finally:
        spool.ClosePrinter(handle)
