"""Label printers: what reaches them, and what can be known of it afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kiosk import app
from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import addresses
from kiosk.printing.brother import Brother
from kiosk.printing.labels import LabelSpooler
from kiosk.printing.ledger import Ledger, Mark
from kiosk.printing.spooler import GONE, Sides
from kiosk.printing.zebra import Zebra
from kiosk.settings import Settings
from tests.printing.label_rig import (
    LabelPrinter,
    on_network,
    on_usb,
    ql_labels,
    ql_status,
    zpl_labels,
    zpl_status,
)

MM = 72 / 25.4
LABEL = (62, 100)
PATIENCE_S = 2.0
WELL = {"brother": ql_status(), "zebra": zpl_status()}
Make = Callable[..., LabelSpooler]


def dots(mm: float, dpi: int) -> int:
    return round(mm / 25.4 * dpi)


@pytest.fixture
def job() -> str:
    return str(uuid4())


@pytest.fixture
def spool(tmp_path: Path) -> Make:
    """Make the spooler of a printer; the ledger is that of a station, whatever spooler asks it."""

    def make(printer: LabelPrinter, **options: str) -> LabelSpooler:
        query = "&".join(f"{key}={value}" for key, value in options.items())
        address = addresses.parsed(f"{printer.address}?{query}")
        language = Brother(address) if printer.maker == "brother" else Zebra(address)
        return LabelSpooler(address, language, Ledger(tmp_path / "sent.log"), timeout_s=PATIENCE_S)

    return make


@pytest.fixture(params=["network", "usb"])
def line(request: pytest.FixtureRequest) -> Any:
    return on_network if request.param == "network" else on_usb


@pytest.fixture
def ql() -> Iterator[LabelPrinter]:
    with on_network(LabelPrinter("brother", answer=WELL["brother"])) as printer:
        yield printer


@pytest.fixture
def zpl() -> Iterator[LabelPrinter]:
    with on_network(LabelPrinter("zebra", answer=WELL["zebra"])) as printer:
        yield printer


@pytest.fixture(params=["brother", "zebra"])
def either(request: pytest.FixtureRequest) -> Iterator[LabelPrinter]:
    with on_network(LabelPrinter(request.param, answer=WELL[request.param])) as printer:
        yield printer


def badge(size: tuple[float, float], code: str = "M0-7F3A-9KQX-4") -> bytes:
    """Return a badge with a QR code of 30 mm in its middle and a band of colour under it."""
    width, height = size
    quiet = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode))
    picture = Image.fromarray(np.array(quiet)).resize((600, 600), Image.Resampling.NEAREST)
    file = io.BytesIO()
    page = Canvas(file, pagesize=(width * MM, height * MM), invariant=1)
    page.setFillColorRGB(0.24, 0.21, 0.71)
    page.rect(0, 4 * MM, width * MM, 8 * MM, stroke=0, fill=1)
    left, lower = (width / 2 - 15) * MM, (height / 2 - 15) * MM
    page.drawImage(ImageReader(picture), left, lower, 30 * MM, 30 * MM)
    page.showPage()
    page.save()
    return file.getvalue()


def noise(size: tuple[float, float]) -> bytes:
    """Return a page that no compression makes small."""
    grey = np.random.default_rng(7).integers(0, 255, (int(size[1] * 9), int(size[0] * 9)), np.uint8)
    file = io.BytesIO()
    page = Canvas(file, pagesize=(size[0] * MM, size[1] * MM), invariant=1)
    page.drawImage(ImageReader(Image.fromarray(grey)), 0, 0, size[0] * MM, size[1] * MM)
    page.save()
    return file.getvalue()


def read_code(ink: NDArray[Any]) -> str:
    """Return what stands in the QR code of a page of dots."""
    found = zxingcpp.read_barcodes(np.where(ink, 0, 255).astype(np.uint8))
    return found[0].text if found else ""


# -- what reaches the printer --------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_zpl_label_is_the_badge_dot_for_dot(zpl: LabelPrinter, spool: Make, job: str, dpi: int) -> None:
    spool(zpl, dpi=str(dpi)).submit(badge((100, 50)), job, (100, 50))
    (label,) = zpl_labels(bytes(zpl.heard))
    assert label.shape == (dots(50, dpi), -(-dots(100, dpi) // 8) * 8)
    assert not label[:, dots(100, dpi) :].any()
    assert read_code(label) == "M0-7F3A-9KQX-4"


@pytest.mark.parametrize("tape", [(62, 0), (62, 100)])
def test_a_ql_label_has_the_badge_at_true_size_and_place(
    ql: LabelPrinter, spool: Make, pdf_of: Callable[[float, float], bytes], job: str, tape: tuple[int, int]
) -> None:
    ql.answer = ql_status(paper=tape)
    spool(ql).submit(pdf_of(*LABEL), job, LABEL)
    (label,) = ql_labels(bytes(ql.heard))
    assert label.paper == (0x0B if tape[1] else 0x0A, *tape)
    assert label.is_cut
    rows, columns = np.nonzero(label.dots)
    # The square of 20 mm stands 10 mm from the left and lower edges of the badge. The tape is centred
    # under the head: 12 dots of it lie unprinted beside the 696 in use, and the first 3 mm are fed blank.
    edge = (732 - 696) // 2
    assert columns.max() + 1 - columns.min() == pytest.approx(dots(20, 300), abs=1)
    assert rows.max() + 1 - rows.min() == pytest.approx(dots(20, 300), abs=1)
    assert columns.min() == pytest.approx(720 - 12 - 696 + dots(10, 300) - edge, abs=2)
    assert rows.max() + 1 == pytest.approx(dots(90, 300) - 35, abs=2)
    assert label.dots.shape[0] == (1109 if tape[1] else dots(100, 300) - 2 * 35)
    assert label.margin == (0 if tape[1] else 35)


def test_a_code_on_a_ql_label_can_be_read_upright_and_turned(ql: LabelPrinter, spool: Make) -> None:
    spooler = spool(ql)
    for size in (LABEL, (100, 62), (90, 62)):
        ql.heard.clear()
        spooler.submit(badge(size), str(uuid4()), size)
        (label,) = ql_labels(bytes(ql.heard))
        assert read_code(label.dots) == "M0-7F3A-9KQX-4", size


def test_a_wide_roll_goes_to_a_wide_head(ql: LabelPrinter, spool: Make, job: str) -> None:
    ql.answer = ql_status(paper=(102, 152))
    spool(ql).submit(badge((102, 152)), job, (102, 152))
    (label,) = ql_labels(bytes(ql.heard))
    assert label.dots.shape == (1660, 1296)


@pytest.mark.parametrize("roll", ["62", "62x100"])
def test_a_printer_that_says_nothing_is_told_the_roll_of_its_address(
    ql: LabelPrinter, spool: Make, job: str, roll: str
) -> None:
    ql.answer = b""
    spool(ql, roll=roll).submit(badge(LABEL), job, LABEL)
    (label,) = ql_labels(bytes(ql.heard))
    assert label.paper == ((0x0B, 62, 100) if "x" in roll else (0x0A, 62, 0))
    assert label.flags & 0x0A == 0x0A


def test_a_roll_that_nobody_knows_is_not_insisted_on(ql: LabelPrinter, spool: Make, job: str) -> None:
    ql.answer = b""
    spool(ql).submit(badge(LABEL), job, LABEL)
    (label,) = ql_labels(bytes(ql.heard))
    assert label.flags & 0x0E == 0x04
    assert label.paper[1] == 62


@pytest.mark.parametrize("model", ["QL-700", "QL-820NWB"])
def test_an_old_printer_is_not_asked_to_change_its_mode(
    ql: LabelPrinter, spool: Make, job: str, model: str
) -> None:
    ql.answer = b""
    spool(ql, model=model).submit(badge(LABEL), job, LABEL)
    assert (b"\x1bia" in ql.heard) == (model == "QL-820NWB")


def test_several_pages_are_several_labels(either: LabelPrinter, spool: Make, job: str) -> None:
    import pikepdf

    both = pikepdf.open(io.BytesIO(badge(LABEL, "ONE")))
    both.pages.extend(pikepdf.open(io.BytesIO(badge(LABEL, "TWO"))).pages)
    file = io.BytesIO()
    both.save(file)
    spool(either).submit(file.getvalue(), job, LABEL)
    sent = bytes(either.heard)
    labels = [one.dots for one in ql_labels(sent)] if either.maker == "brother" else zpl_labels(sent)
    assert [read_code(one) for one in labels] == ["ONE", "TWO"]


def test_colours_become_patterns_and_black_stays_black(zpl: LabelPrinter, spool: Make, job: str) -> None:
    spool(zpl).submit(badge((60, 90)), job, (60, 90))
    (label,) = zpl_labels(bytes(zpl.heard))
    band = label[dots(80, 203) : dots(85, 203), dots(2, 203) : dots(58, 203)]
    assert 0.5 < band.mean() < 0.9


def test_a_label_has_one_side(either: LabelPrinter, spool: Make, job: str) -> None:
    with pytest.raises(PrinterError) as refusal:
        spool(either).submit(badge(LABEL), job, LABEL, sides=Sides.SHORT_EDGE)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_ONE_SIDED, False)


# -- the wrong paper -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("tape", "size"), [((62, 29), LABEL), ((29, 0), LABEL), ((62, 0), (105, 148))])
def test_another_roll_in_the_printer_is_told_and_tried_again(
    ql: LabelPrinter, spool: Make, job: str, tape: tuple[int, int], size: tuple[int, int]
) -> None:
    ql.answer = ql_status(paper=tape)
    spooler = spool(ql)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(badge(size), job, size)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_WRONG_PAPER, True)
    assert not ql.heard.strip(b"\0\x1b@")
    assert spooler.find(job) is None


# -- a printer that waits for somebody -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ((0x01, 0), "media-empty"),
        ((0x02, 0), "media-empty"),
        ((0x04, 0), "media-jam"),
        ((0, 0x10), "cover-open"),
        ((0, 0x01), "wrong-media"),
    ],
)
def test_what_a_ql_printer_lacks_is_known_before_anything_is_sent(
    ql: LabelPrinter, spool: Make, job: str, errors: tuple[int, int], reason: str
) -> None:
    ql.answer = ql_status(errors=errors)
    spooler = spool(ql)
    assert spooler.health().reasons == (reason,)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(badge(LABEL), job, LABEL)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_NOT_READY, True)
    assert refusal.value.values["detail"] == reason
    assert spooler.find(job) is None
    ql.answer = WELL["brother"]
    assert spooler.submit(badge(LABEL), job, LABEL) == job
    assert len(ql_labels(bytes(ql.heard))) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ({"paper_out": True}, "media-empty"),
        ({"head_up": True}, "cover-open"),
        ({"paused": True}, "paused"),
    ],
)
def test_what_a_zpl_printer_lacks_while_it_prints_is_told_until_it_goes_on(
    zpl: LabelPrinter, spool: Make, job: str, status: dict[str, bool], reason: str
) -> None:
    spooler = spool(zpl)
    reference = spooler.submit(badge(LABEL), job, LABEL)
    zpl.answer = zpl_status(**status, waiting=1)
    told = spooler.state(reference)
    assert (told.state, told.reasons) == (JobState.ATTENTION, (reason,))
    assert spooler.health().reasons == (reason,)
    zpl.answer = zpl_status(waiting=1)
    assert spooler.state(reference).state is JobState.PRINTING
    zpl.answer = WELL["zebra"]
    assert spooler.state(reference).state is JobState.DONE
    zpl.answer = zpl_status(paper_out=True)
    assert spooler.state(reference).state is JobState.DONE


def test_a_label_that_a_ql_printer_lost_is_for_a_person(ql: LabelPrinter, spool: Make, job: str) -> None:
    spooler = spool(ql)
    reference = spooler.submit(badge(LABEL), job, LABEL)
    ql.answer = ql_status(kind=2, errors=(0, 0x10)) + ql_status(errors=(0, 0x10))
    told = spooler.state(reference)
    assert (told.state, told.reasons) == (JobState.ATTENTION, ("cover-open",))
    ql.answer = WELL["brother"]
    assert spooler.state(reference).reasons == (GONE,)


def test_a_ql_printer_says_nothing_while_it_prints(ql: LabelPrinter, spool: Make, job: str) -> None:
    spooler = spool(ql)
    reference = spooler.submit(badge(LABEL), job, LABEL)
    ql.answer = b""
    assert spooler.state(reference).state is JobState.PRINTING
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(badge(LABEL), str(uuid4()), LABEL)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)
    ql.answer = WELL["brother"]
    assert spooler.state(reference).state is JobState.DONE


def test_what_went_down_the_wire_cannot_be_called_back(zpl: LabelPrinter, spool: Make, job: str) -> None:
    spooler = spool(zpl)
    reference = spooler.submit(badge(LABEL), job, LABEL)
    zpl.answer = zpl_status(waiting=1)
    assert spooler.cancel(reference).state is JobState.PRINTING
    zpl.answer = WELL["zebra"]
    assert spooler.cancel(reference).state is JobState.DONE


# -- a wire that confirms nothing ----------------------------------------------------------------------


def test_a_printer_that_never_answers_is_believed(either: LabelPrinter, spool: Make, job: str) -> None:
    either.answer = b""
    spooler = spool(either)
    assert spooler.health().ready
    reference = spooler.submit(badge(LABEL), job, LABEL)
    assert spooler.state(reference).state is JobState.DONE


def test_on_usb_as_on_the_network(line: Any, spool: Make, job: str) -> None:
    for maker in ("brother", "zebra"):
        with line(LabelPrinter(maker, answer=WELL[maker])) as printer:
            spooler = spool(printer)
            reference = spooler.submit(badge(LABEL), f"{job}-{maker}", LABEL)
            assert spooler.state(reference).state is JobState.DONE
            sent = bytes(printer.heard)
        labels = [one.dots for one in ql_labels(sent)] if maker == "brother" else zpl_labels(sent)
        assert [read_code(one) for one in labels] == ["M0-7F3A-9KQX-4"]


def test_nobody_there_is_tried_again(spool: Make, job: str, tmp_path: Path) -> None:
    for address in ("zebra://127.0.0.1:1", f"brother:{tmp_path}/lp0"):
        spooler = spool(LabelPrinter(address.partition(":")[0], address))
        with pytest.raises(PrinterError) as refusal:
            spooler.submit(badge(LABEL), job, LABEL)
        assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)
        assert spooler.health().reasons == (Trouble.PRINTER_UNREACHABLE,)
        assert spooler.find(job) is None


def test_a_line_that_breaks_is_tried_again_or_for_a_person(
    either: LabelPrinter, spool: Make, job: str
) -> None:
    either.answer, either.hangs_up_after = b"", 1
    spooler = spool(either, roll="62")
    with suppress(PrinterError):  # its end never left
        spooler.submit(noise((62, 300)), job, (62, 300))
    reference = spooler.find(job)
    assert reference is None or spooler.state(reference).reasons == (GONE,)


class Breaking:
    """A line that takes nothing."""

    def write(self, data: bytes) -> None:
        if data != b"~HS":
            raise BrokenPipeError

    def has_arrived(self) -> bool:
        raise AssertionError

    def read(self, timeout_s: float) -> bytes:
        assert timeout_s > 0
        return WELL["zebra"]


def test_a_badge_whose_end_never_left_is_tried_again(
    zpl: LabelPrinter, spool: Make, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.printing.wires.Network", lambda *_line: Breaking())
    spooler = spool(zpl)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(badge(LABEL), job, LABEL)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)
    assert spooler.find(job) is None


def test_what_a_printer_did_not_take_is_for_a_person(either: LabelPrinter, spool: Make, job: str) -> None:
    either.deaf, either.answer = True, b""
    spooler = spool(either)
    reference = spooler.submit(noise(LABEL), job, LABEL)
    told = spooler.state(reference)
    assert (told.state, told.reasons) == (JobState.ATTENTION, (GONE,))


def test_a_printer_switched_off_with_the_badge_in_it_is_for_a_person(
    tmp_path: Path, spool: Make, job: str
) -> None:
    with on_network(LabelPrinter("zebra", answer=zpl_status(waiting=1))) as printer:
        spooler = spool(printer)
        reference = spooler.submit(badge(LABEL), job, LABEL)
    with pytest.raises(PrinterError) as refusal:
        spooler.state(reference)
    assert refusal.value.code is Trouble.PRINTER_UNREACHABLE
    assert spooler.state(reference).reasons == (GONE,)


@pytest.mark.parametrize(
    ("mark", "found", "state"),
    [
        (Mark.BEGUN, True, JobState.ATTENTION),
        (Mark.UNSURE, True, JobState.ATTENTION),
        (Mark.DONE, True, JobState.DONE),
        (Mark.NEVER, False, JobState.ATTENTION),
    ],
)
def test_after_a_crash_the_ledger_tells(
    spool: Make, tmp_path: Path, mark: Mark, found: bool, state: JobState
) -> None:
    Ledger(tmp_path / "sent.log").mark("7f3a", mark)
    spooler = spool(LabelPrinter("zebra", "zebra://127.0.0.1:1"))
    assert spooler.find("7f3a") == ("7f3a" if found else None)
    assert spooler.state("7f3a").state is state


# -- a station's printer -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("brother://10.0.0.7?roll=62", "LabelSpooler", "10.0.0.7"),
        ("zebra:/dev/usb/lp0", "LabelSpooler", "/dev/usb/lp0"),
        ("windows:HP LaserJet M402", "WindowsSpooler", "HP LaserJet M402"),
        ("ipp://localhost:631/printers/badge", "CupsSpooler", "badge"),
        ("zebra://", "CupsSpooler", "zebra://"),
        ("brother:", "CupsSpooler", "brother:"),
        ("windows:", "CupsSpooler", "windows:"),
        ("brother://x:port", "CupsSpooler", "x"),
    ],
)
def test_an_address_leads_to_its_spooler(tmp_path: Path, address: str, kind: str, name: str) -> None:
    spooler = app.spooler_at(address, tmp_path, Settings(origin="D1", name="desk"))
    assert (type(spooler).__name__, spooler.name) == (kind, name)
