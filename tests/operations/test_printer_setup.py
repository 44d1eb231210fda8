"""Printers chosen, and tried on a real print queue with a real IPP printer simulator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from kiosk import app
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.domain.staff import Right, Role
from kiosk.errors import InputRefused, NeedsApproval, PrinterError, Trouble
from kiosk.operations import print_queue, printer_setup
from kiosk.operations.station import Duty, Station
from kiosk.printing.present import Candidate
from tests.printing import cups_rig
from tests.printing.cups_rig import Rig, wait_for
from tests.printing.pwg_raster import first_page
from tests.stations import Clock, new_station

HALL = Printer("Hall", "zebra://10.0.0.7")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = new_station(tmp_path / "station", Clock())
    yield made
    app.close(made)


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    lacking = cups_rig.missing()
    if lacking and not os.environ.get("CI"):
        pytest.skip(f"needs {', '.join(lacking)}")
    with cups_rig.running() as running:
        yield running


def test_a_test_badge_reaches_a_printer_at_true_size(station: Station, rig: Rig) -> None:
    trial = printer_setup.print_trial(station, Printer("Accueil", rig.queue))
    wait_for(lambda: printer_setup.state_of(trial).state is JobState.DONE, "the end of the job")
    page = first_page(rig.arrived()[-1])
    assert (page.dpi, page.size) == ((300, 300), (1240, 1748))
    (code,) = zxingcpp.read_barcodes(np.ascontiguousarray(page.pixels))
    assert code.text.startswith("M")
    # The ruler of 50 mm stands at 88 % of what the frame holds, which begins 3 mm from the edge.
    row = page.pixels[round((3 + 0.88 * 142) / 25.4 * 300)] < 128
    ink = np.nonzero(row[60:-60])[0]
    assert (ink.max() - ink.min()) / 300 * 25.4 == pytest.approx(50, abs=0.3)
    assert print_queue.jobs(station) == ()


def test_a_queue_that_is_not_there_is_told(station: Station, rig: Rig) -> None:
    with pytest.raises(PrinterError) as refusal:
        printer_setup.print_trial(station, Printer("x", f"{rig.server}/printers/nobody"))
    assert refusal.value.code is Trouble.PRINTER_UNKNOWN


def test_what_is_this_desks_already_is_not_offered(station: Station) -> None:
    found = (Candidate(HALL.uri, "Zebra", "10.0.0.7", "zebra"), Candidate("folder", "x", "", "folder"))
    app.with_settings(station, printers=(HALL,))
    assert printer_setup.offered(station, found) == found[1:]


def test_the_folder_of_a_new_desk_gives_way_but_not_one_that_was_chosen(station: Station) -> None:
    assert printer_setup.with_printer(station, HALL) == (HALL,)
    folder = Printer("Dossier", "folder")
    app.with_settings(station, printers=(folder,))
    assert printer_setup.with_printer(station, HALL) == (folder, HALL)
    app.with_settings(station, printers=(folder, HALL))
    renamed = replace(HALL, name=" Salle\u202e  1 ")
    assert printer_setup.with_printer(station, renamed, "hall") == (folder, replace(HALL, name="Salle 1"))
    assert printer_setup.without_printer(station, "Dossier") == (HALL,)


@pytest.mark.parametrize(
    ("printer", "code"),
    [
        (replace(HALL, name="  "), Trouble.PRINTER_NAMELESS),
        (replace(HALL, name="x" * 61), Trouble.TEXT_TOO_LONG),
        (replace(HALL, uri="ftp://x"), Trouble.PRINTER_ADDRESS_WRONG),
        (replace(HALL, labels=-1), Trouble.LABELS_WRONG),
        (replace(HALL, categories=("nobody",)), Trouble.UNKNOWN_CATEGORY),
    ],
)
def test_what_makes_no_sense_is_refused(station: Station, printer: Printer, code: Trouble) -> None:
    with pytest.raises(InputRefused) as refusal:
        printer_setup.with_printer(station, printer)
    assert refusal.value.code is code


def test_only_those_who_may_set_printers_up(station: Station) -> None:
    station.duty = Duty("x", "Salma", Role.OPERATOR)
    with pytest.raises(NeedsApproval) as needed:
        printer_setup.with_printer(station, HALL)
    assert needed.value.right == Right.CONFIGURE
    with pytest.raises(NeedsApproval):
        printer_setup.without_printer(station, "folder")
