"""Questions, wrong answers and a guest's history have their words, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk import language, words
from kiosk.domain.admission import Direction, Reason
from kiosk.domain.facts import Kind
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question, Wrong
from kiosk.operations import history
from kiosk.words import Role


@pytest.fixture(params=language.LANGUAGES, autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.mark.parametrize("kind", Answering)
def test_every_question_says_how_it_is_answered(kind: Answering, spoken: str) -> None:
    options = (Option("s", Words(fr="Petit", ar="صغير", en="Small")), Option("l", Words()))
    needed = Question("q", Words(fr="Taille ?"), kind, options=options)
    free = Question("q", Words(), kind, required=False, options=options)
    assert words.question(needed) == "Taille ?"
    assert words.question(free) == "q"
    assert "{" not in words.how(needed) + words.how(free) + words.answering(kind)
    assert words.how(needed) != words.how(free)
    if kind in (Answering.CHOICE, Answering.CHOICES):
        assert options[0].title.best(spoken) in words.how(needed)


@pytest.mark.parametrize("one", Wrong)
def test_every_wrong_answer_is_told_what_is_wrong(one: Wrong) -> None:
    assert words.wrong(one).endswith(".")


@dataclass(frozen=True)
class Happening:
    kind: Kind
    direction: Direction | None = None
    reason: Reason | None = None
    why: str = ""
    paid: bool = False
    annulled: bool = False
    automatic: bool = False
    other: None = None


def entry(**values: object) -> Happening:
    return Happening(Kind.ADMISSION_GIVEN, Direction.ENTRY, **values)  # type: ignore[arg-type]


def test_every_kind_that_a_history_tells_has_its_words() -> None:
    for kind in history._TOLD:
        text = words.happened(Happening(kind))
        assert text
        assert text != kind


def test_an_entry_an_exit_and_a_refusal_are_told_apart() -> None:
    lines = [
        entry(),
        entry(paid=True),
        entry(reason=Reason.FULL, why="Invited"),
        entry(annulled=True),
        Happening(Kind.ADMISSION_GIVEN, Direction.EXIT),
        Happening(Kind.ADMISSION_GIVEN, Direction.EXIT, automatic=True),
        Happening(Kind.ADMISSION_REFUSED, Direction.ENTRY, Reason.FULL),
        Happening(Kind.ADMISSION_REFUSED, Direction.ENTRY),
    ]
    said = [words.happened(one) for one in lines]
    assert len(set(said)) == len(said)
    assert "Invited" in said[2]
    assert words.reason(Reason.FULL) in said[2]
    assert words.reason(Reason.FULL) in said[6]


def test_what_happened_has_its_role() -> None:
    assert words.happened_role(entry()) is Role.ADMITTED
    assert words.happened_role(entry(reason=Reason.FULL)) is Role.ATTENTION
    assert words.happened_role(entry(annulled=True)) is Role.INFORMATION
    assert words.happened_role(Happening(Kind.ADMISSION_REFUSED)) is Role.REFUSED
    assert words.happened_role(Happening(Kind.BADGE_PRINTED)) is Role.INFORMATION
