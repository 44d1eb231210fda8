"""What is said of printers: a word for the sign, a sentence with the time, and why one is not ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from kiosk import language, words
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer, Prints
from kiosk.errors import PrinterError, Trouble
from kiosk.words import Role

TODAY = date(2024, 10, 24)
AT = datetime(2024, 10, 24, 9, 41, tzinfo=UTC)


@dataclass(frozen=True)
class State:
    """A printer as the test says."""

    ready: bool
    reasons: tuple[str, ...] = ()
    detail: str = ""
    since: datetime | None = AT
    labels_left: int = 100
    labels_low: bool = False
    printer: Printer = field(default_factory=lambda: Printer("Hall"))


@pytest.fixture(autouse=True)
def english() -> None:
    language.use("en")


def plain(text: str) -> str:
    return text.translate(str.maketrans("", "", "\u2068\u2069"))


@pytest.mark.parametrize(
    ("state", "sign", "role"),
    [
        (State(ready=True), "", Role.ADMITTED),
        (State(ready=False, reasons=("media-empty",)), "No paper", Role.ATTENTION),
        (State(ready=False, reasons=("cover-open",)), "Cover open", Role.ATTENTION),
        (State(ready=False, reasons=("wrong-media",)), "Wrong paper", Role.ATTENTION),
        (State(ready=False, reasons=("media-needed",)), "Wrong paper", Role.ATTENTION),
        (State(ready=False, reasons=("offline",)), "Off since 09:41", Role.REFUSED),
        (State(ready=False, reasons=(Trouble.PRINTER_UNREACHABLE,)), "Off since 09:41", Role.REFUSED),
        (State(ready=False, reasons=("offline",), since=None), "Off", Role.REFUSED),
        (State(ready=False), "Look at it", Role.ATTENTION),
        (State(ready=True, labels_left=12, labels_low=True), "12 labels left", Role.ATTENTION),
    ],
)
def test_a_printers_sign_is_a_word_or_two(state: State, sign: str, role: Role) -> None:
    assert plain(words.printer_sign(state, UTC, TODAY)) == sign
    assert words.printer(state, UTC, TODAY).role is role


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
@pytest.mark.parametrize(
    "reason", ["media-empty", "cover-open", "wrong-media", "offline", "paused", "media-jam"]
)
def test_why_a_printer_is_not_ready_is_said_in_words_everywhere(code: str, reason: str) -> None:
    language.use(code)
    error = PrinterError(Trouble.PRINTER_NOT_READY, retry=True, printer="Hall", detail=reason)
    job = words.job(JobState.QUEUED, (error.code,), {"printer": "Hall", "detail": reason})
    for said in (words.sentence(error), job.detail):
        assert "Hall" in said
        assert reason not in said or (code, reason) == ("en", "paused")  # its own English word


def test_reasons_that_nobody_knows_are_told_as_they_are() -> None:
    error = PrinterError(Trouble.PRINTER_NOT_READY, retry=True, printer="Hall", detail="flux-capacitor")
    assert "flux-capacitor" in words.sentence(error)


def test_when_admissions_print_is_a_word() -> None:
    assert words.prints(Prints.NEVER) == "never"
    assert words.prints(None, "usual") == "usual"
