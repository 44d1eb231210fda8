"""What every spooler does, whatever stands behind it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing.folder import FolderSpooler
from kiosk.printing.spooler import GONE, Spooler
from tests.printing.cups_rig import wait_for

A6 = (105, 148)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@pytest.fixture(params=["folder", "cups"])
def spooler(request: pytest.FixtureRequest, tmp_path: Path) -> Spooler:
    if request.param == "folder":
        return FolderSpooler(tmp_path / "badges")
    return request.getfixturevalue("cups")  # type: ignore[no-any-return]


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
