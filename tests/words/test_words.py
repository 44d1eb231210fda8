"""Everything that can be said is said, in three languages, with what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk import language, paths, words
from kiosk.domain.badge import JobState
from kiosk.domain.people import Registration
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import statuses
from kiosk.exchange.header_words import Field, System
from kiosk.exchange.problems import ProblemKind
from kiosk.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUES = dict.fromkeys(
    ("folder", "file", "detail", "key", "limit", "found", "headers", "field", "value"), "X1"
) | dict.fromkeys(("first", "last", "code", "printer"), "X2")


@pytest.fixture(params=language.LANGUAGES, autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.mark.parametrize("code", Trouble)
def test_every_trouble_has_a_sentence_without_holes(code: Trouble) -> None:
    said = words.told(code, VALUES)
    assert said.detail
    assert "{" not in said.detail + said.advice
    assert said.word == ""


def test_a_value_that_is_missing_ends_nothing() -> None:
    assert "…" in words.told(Trouble.FILE_MISSING, {}).detail


def test_an_error_is_one_line_of_what_happened_and_what_to_do() -> None:
    error = FileRefused(Trouble.FILE_EMPTY, file="{roll}.csv")
    said = words.trouble(error)
    assert "{roll}.csv" in said.detail
    assert words.sentence(error) == f"{said.detail} {said.advice}"


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_of_a_file_has_a_sentence(kind: ProblemKind) -> None:
    assert "{" not in words.problem(kind, "X1")


@pytest.mark.parametrize("field", Field)
def test_every_column_has_a_name(field: Field) -> None:
    assert words.column_field(field)


@pytest.mark.parametrize("system", System)
def test_every_system_has_a_name(system: System) -> None:
    assert words.system(system)


@pytest.mark.parametrize("state", JobState)
def test_every_state_of_a_print_job_has_a_word(state: JobState) -> None:
    assert words.job(state).word


@pytest.mark.parametrize("reason", ["media-empty", "media-empty-error", "cover-open-warning", "gone"])
def test_a_printers_reason_is_said_so_that_somebody_can_help(reason: str) -> None:
    said = words.job(JobState.ATTENTION, (reason,))
    assert said.detail
    assert said.role is Role.ATTENTION


def test_a_trouble_that_keeps_a_badge_waiting_is_said_with_it() -> None:
    said = words.job(JobState.QUEUED, (Trouble.PRINTER_UNREACHABLE,), {"printer": "Brother", "detail": ""})
    assert "Brother" in said.detail
    assert said.advice


def test_a_printed_badge_is_no_matter_of_what_the_printer_said_before() -> None:
    assert words.job(JobState.DONE, ("media-empty",)).detail == ""


@pytest.mark.parametrize("state", Registration)
def test_every_registration_has_a_word_that_importing_an_export_knows_again(state: Registration) -> None:
    assert statuses.registration(words.registration(state), System.OWN) is state


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_icon_and_its_sound(role: Role) -> None:
    assert (paths.resources() / "icons" / f"{role.symbol}.svg").exists()
    assert (paths.resources() / "sounds" / f"{role}.wav").exists()
