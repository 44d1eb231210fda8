"""What is said of a question asked at a door: how it is answered, and what was wrong with an answer."""

from __future__ import annotations

from typing import Final

from kiosk import language
from kiosk.domain.questions import Answering, Option, Question, Wrong
from kiosk.language import N_, _
from kiosk.words.moments import listed

_HOW: Final = {
    Answering.TEXT: N_("a line of text"),
    Answering.LONG_TEXT: N_("a text"),
    Answering.NUMBER: N_("a number"),
    Answering.YES_NO: N_("yes or no"),
    Answering.CHOICE: N_("one of: {options}"),
    Answering.CHOICES: N_("one or several of: {options}"),
    Answering.DATE: N_("a day, as 24/10/2024"),
    Answering.TIME: N_("a time, as 14:30"),
    Answering.MOMENT: N_("a day and a time, as 24/10/2024 14:30"),
    Answering.COUNTRY: N_("the two letters of a country, as MA"),
    Answering.PHONE: N_("a telephone number"),
    Answering.EMAIL: N_("an e-mail address"),
}

_WRONG: Final = {
    Wrong.MISSING: N_("An answer is needed."),
    Wrong.TOO_LONG: N_("This answer is too long."),
    Wrong.NOT_A_NUMBER: N_("This is not a number."),
    Wrong.NOT_YES_OR_NO: N_("Answer yes or no."),
    Wrong.NOT_AN_OPTION: N_("This is none of the answers to choose from."),
    Wrong.NOT_A_DATE: N_("This is not a day: type it as 24/10/2024."),
    Wrong.NOT_A_TIME: N_("This is not a time: type it as 14:30."),
    Wrong.NOT_A_COUNTRY: N_("This is not a country: type its two letters, as MA."),
    Wrong.NOT_A_PHONE: N_("This is not a telephone number: type it as 06 61 23 45 67."),
    Wrong.NOT_AN_EMAIL: N_("This is not an e-mail address."),
}


def question(one: Question) -> str:
    """Return what is asked, in the language spoken now where it is known in it."""
    return one.title.best(language.current()) or one.id


def option(one: Option) -> str:
    """Return what one of the answers to choose from is called."""
    return one.title.best(language.current()) or one.id


def how(one: Question) -> str:
    """Return how a question is answered, and that it may be left empty if it may."""
    said = _(_HOW[one.answering]).format(options=listed(map(option, one.options)))
    return said if one.required else _("{how}, or nothing").format(how=said)


def answering(one: Answering) -> str:
    """Return what a way of answering is called, for whoever writes a question."""
    return _(_HOW[one]).format(options="…")


def wrong(one: Wrong) -> str:
    """Return what is wrong with an answer."""
    return _(_WRONG[one])
