"""Questions asked at a door, and what counts as an answer to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.domain import answers
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee, Words

TEXT_LIMIT: Final = 200
"""Characters that an answer may have."""

LONG_LIMIT: Final = 2000
"""Characters that a long text, or a choice of several, may have."""

_COMMAS = re.compile("[,،;؛\n]")


class Answering(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask at a door. `categories` and `lists` empty mean all.

    An optional one is asked once, and may be left empty.
    """

    id: str
    title: Words
    answering: Answering
    required: bool = True
    options: tuple[Option, ...] = ()
    categories: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    position: int = 0


class Wrong(StrEnum):
    """Why something is no answer."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_AN_OPTION = "not_an_option"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_COUNTRY = "not_a_country"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"


class WrongAnswerError(ValueError):
    """Something typed is no answer to the question; `wrong` says why."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong


_LONG: Final = (Answering.LONG_TEXT, Answering.CHOICES)

_READERS: Final[Mapping[Answering, tuple[Callable[[str], str | None], Wrong]]] = {
    Answering.NUMBER: (answers.number, Wrong.NOT_A_NUMBER),
    Answering.YES_NO: (answers.yes_or_no, Wrong.NOT_YES_OR_NO),
    Answering.DATE: (answers.day, Wrong.NOT_A_DATE),
    Answering.TIME: (answers.clock, Wrong.NOT_A_TIME),
    Answering.MOMENT: (answers.moment, Wrong.NOT_A_DATE),
    Answering.COUNTRY: (answers.country, Wrong.NOT_A_COUNTRY),
    Answering.PHONE: (answers.phone, Wrong.NOT_A_PHONE),
    Answering.EMAIL: (answers.email, Wrong.NOT_AN_EMAIL),
}


def answer(question: Question, text: str) -> str:
    """Return `text` as the answer is kept: cleaned, in one spelling. WrongAnswerError if it is none.

    Numbers with a point; "yes" or "no"; ids of options, joined by commas in the order of the options;
    dates, times and moments by ISO 8601; ISO 3166 codes of countries; phones by E.164. An answer that is
    kept is its own answer again. Nothing can be chosen where there are no options.
    """
    limit = LONG_LIMIT if question.answering in _LONG else TEXT_LIMIT
    if len(text) > 4 * limit + 100:  # before any work on it
        raise WrongAnswerError(Wrong.TOO_LONG)
    cleaned = answers.clean(text, lines=question.answering is Answering.LONG_TEXT)
    if not cleaned:
        if question.required:
            raise WrongAnswerError(Wrong.MISSING)
        return ""
    kept = _kept(question, cleaned)
    if len(kept) > limit:
        raise WrongAnswerError(Wrong.TOO_LONG)
    return kept


def _kept(question: Question, text: str) -> str:
    reader = _READERS.get(question.answering)
    if reader is not None:
        read, wrong = reader
        kept = read(text)
        if kept is None:
            raise WrongAnswerError(_wrong(question, text, wrong))
        return kept
    if question.answering is Answering.CHOICE:
        return _option(question, text).id
    return _chosen(question, text) if question.answering is Answering.CHOICES else text


def _wrong(question: Question, text: str, wrong: Wrong) -> Wrong:
    """What is wrong; of a moment whose date is right, the time."""
    dated = question.answering is Answering.MOMENT and answers.day(re.split("[T ]", text)[0])
    return Wrong.NOT_A_TIME if dated else wrong


def _chosen(question: Question, text: str) -> str:
    """The ids of several options, each by its id or its title; one title may hold a comma itself."""
    parts = [part for raw in _COMMAS.split(text) if (part := raw.strip())]
    try:
        options = [_option(question, part) for part in parts]
    except WrongAnswerError:
        options = [_option(question, text)]
    if not options:
        raise WrongAnswerError(Wrong.NOT_AN_OPTION)
    return ",".join(dict.fromkeys(one.id for one in _choosable(question) if one in options))


def _option(question: Question, text: str) -> Option:
    """The option with this id, or else this title in any language, however it is written."""
    options = _choosable(question)
    for one in options:
        if one.id == text:
            return one
    folded = fold(text)
    for one in options:
        if folded and folded in map(fold, (one.id, one.title.fr, one.title.ar, one.title.en)):
            return one
    raise WrongAnswerError(Wrong.NOT_AN_OPTION)


def _choosable(question: Question) -> list[Option]:
    """The options whose ids can be kept and read again."""
    several = question.answering is Answering.CHOICES
    return [
        one
        for one in question.options
        if one.id and answers.clean(one.id) == one.id and not (several and _COMMAS.search(one.id))
    ]


def open_questions(questions: Iterable[Question], attendee: Attendee, list_id: str) -> tuple[Question, ...]:
    """Return those of `questions` that apply to this person at this door and have no valid answer yet.

    One to choose from without anything to choose is passed over: nobody could answer it, and the door
    would be shut for good. An answer is valid in any spelling, so that options may change their order.
    """
    return tuple(
        one
        for one in questions
        if _applies(one, attendee, list_id) and not _answered(one, attendee.answers) and _answerable(one)
    )


def _applies(question: Question, attendee: Attendee, list_id: str) -> bool:
    return (not question.categories or attendee.category in question.categories) and (
        not question.lists or list_id in question.lists
    )


def _answerable(question: Question) -> bool:
    return question.answering not in (Answering.CHOICE, Answering.CHOICES) or bool(_choosable(question))


def _answered(question: Question, given: Mapping[str, str]) -> bool:
    text = given.get(question.id)
    if text is None:
        return False
    try:
        answer(question, text)
    except WrongAnswerError:
        return False
    return True
