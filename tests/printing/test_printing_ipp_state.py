from __future__ import annotations

import pytest

from kiosk.domain.badge import JobState
from kiosk.printing.ipp_state import health, progress
from kiosk.printing.spooler import PrinterHealth, Progress


@pytest.mark.parametrize(
    ("job_state", "state"),
    [(3, JobState.ATTENTION), (5, JobState.ATTENTION), (8, JobState.FAILED), (9, JobState.DONE)],
)
def test_a_printer_that_stops_without_a_word_needs_somebody(job_state: int, state: JobState) -> None:
    assert progress({"job-state": job_state}, {"printer-state": 5}) == Progress(state)
    assert progress({"job-state": 5}, {"printer-state": 4}) == Progress(JobState.PRINTING)


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("media-empty", JobState.ATTENTION),
        ("media-empty-error", JobState.ATTENTION),
        ("media-empty-report", JobState.PRINTING),
        ("offline-report", JobState.ATTENTION),
        ("media-low-warning", JobState.PRINTING),
    ],
)
def test_a_report_calls_nobody_but_that_of_a_printer_gone(reason: str, state: JobState) -> None:
    told = progress({"job-state": 5}, {"printer-state": 4, "printer-state-reasons": ["none", reason]})
    assert told.state is state
    assert told.reasons == (reason.removesuffix("-report").removesuffix("-error").removesuffix("-warning"),)


@pytest.mark.parametrize("attributes", [{"printer-state": 5}, {"printer-is-accepting-jobs": False}])
def test_a_printer_that_takes_or_prints_nothing_is_not_ready(attributes: dict[str, object]) -> None:
    ready = {"printer-state": 3, "printer-is-accepting-jobs": True, "printer-state-reasons": "none"}
    assert health(ready) == PrinterHealth(ready=True)
    assert not health(ready | attributes).ready
