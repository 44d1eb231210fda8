"""What every spooler does, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import addresses
from kiosk.printing.brother import Brother
from kiosk.printing.folder import FolderSpooler
from kiosk.printing.labels import LabelSpooler, Language
from kiosk.printing.ledger import Ledger
from kiosk.printing.spooler import GONE, Spooler
from kiosk.printing.windows import WindowsSpooler
from kiosk.printing.zebra import Zebra
from tests.printing.cups_rig import wait_for
from tests.printing.label_rig import LabelPrinter, on_network, ql_status, zpl_status
from tests.printing.windows_stand_in import Windows

A6 = (105, 148)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


LABELS: dict[str, tuple[Callable[[addresses.Address], Language], bytes]] = {
    "brother": (Brother, ql_status(paper=(104, 0))),
    "zebra": (Zebra, zpl_status()),
}


@pytest.fixture(params=["folder", "cups", "brother", "zebra", "windows"])
def spooler(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Spooler]:
    ledger = Ledger(tmp_path / "sent.log")
    if request.param == "folder":
        yield FolderSpooler(tmp_path / "badges")
    elif request.param == "cups":
        yield request.getfixturevalue("cups")
    elif request.param == "windows":
        yield WindowsSpooler("HP LaserJet", Windows(), ledger)
    else:
        language, well = LABELS[request.param]
        with on_network(LabelPrinter(request.param, answer=well)) as printer:
            address = addresses.parsed(printer.address)
            yield LabelSpooler(address, language(address), ledger)


@pytest.fixture
def job() -> str:
    return str(uuid4())


def test_a_badge_gets_printed(spooler: Spooler, a6: bytes, job: str) -> None:
    reference = spooler.submit(a6, job, A6, label="Salma Bennis")
    wait_for(lambda: spooler.state(reference).state in ENDED, "the end of the job")
    assert spooler.state(reference).state is JobState.DONE
    assert spooler.find(job) == reference


def test_a_job_is_found_by_its_name_and_no_other(spooler: Spooler, a6: bytes, job: str) -> None:
    assert spooler.find(job) is None
    spooler.submit(a6, str(uuid4()), A6, label="Salma Bennis")
    reference = spooler.submit(a6, job, A6, label="سلمى بنيس")
    assert spooler.find(job) == reference
    assert spooler.find(job[:-1]) is None
    assert spooler.find(job[1:]) is None


def test_a_label_is_not_needed(spooler: Spooler, a6: bytes, job: str) -> None:
    assert spooler.submit(a6, job, A6) == spooler.find(job)


@pytest.mark.parametrize(
    "label", ["../../etc/passwd", "a/b\\c", "x" * 4000, "ن" * 4000, "\x00\n\x1b[2J", "CON"]
)
def test_any_label_will_do(spooler: Spooler, a6: bytes, job: str, label: str) -> None:
    assert spooler.submit(a6, job, A6, label=label) == spooler.find(job)


def test_a_job_that_is_gone_is_for_a_person_to_decide(spooler: Spooler) -> None:
    progress = spooler.state("987654")
    assert (progress.state, progress.reasons) == (JobState.ATTENTION, (GONE,))


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "text"])
def test_a_damaged_pdf_is_not_sent(spooler: Spooler, a6: bytes, job: str, damage: str) -> None:
    broken = {"empty": b"", "cut": a6[: len(a6) // 2], "noise": bytes(range(256)) * 9, "text": b"Salma"}[
        damage
    ]
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(broken, job, A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_REFUSED, False)
    assert spooler.find(job) is None


def test_a_spooler_that_can_print_is_ready_and_has_a_name(spooler: Spooler) -> None:
    assert spooler.health().ready
    assert spooler.name
