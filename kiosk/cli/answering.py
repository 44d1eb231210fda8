"""What a first answer at a door may call for: questions asked at the terminal, and others to look at."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk import words
from kiosk.cli.output import Output, shown
from kiosk.domain.admission import Reason
from kiosk.domain.people import Attendee
from kiosk.domain.questions import Question, Wrong
from kiosk.language import _
from kiosk.operations import admissions
from kiosk.operations.admissions import Ask, Outcome
from kiosk.operations.station import Station

_PHONE_END: Final = 4


def answered(station: Station, asked: Namespace, out: Output, ask: Ask) -> Outcome:
    """Return the outcome of `ask`, with the questions it calls for asked where somebody sits at a terminal.

    What is typed is kept in `asked`, for a command that is done once more.
    """
    outcome = admissions.admit(station, ask)
    while outcome.verdict.reason is Reason.QUESTIONS and outcome.needs is None and _can_ask(out):
        typed = _typed(outcome, ask.answers)
        if typed is None:
            break
        ask = replace(ask, answers={**ask.answers, **typed})
        asked.answer = list(ask.answers.items())
        outcome = admissions.admit(station, ask)
    return outcome


def _can_ask(out: Output) -> bool:
    return not out.as_json and sys.stdin.isatty()


def _typed(outcome: Outcome, known: Mapping[str, str]) -> dict[str, str] | None:
    """What is typed in answer to the questions that have none yet, or a wrong one; None if nobody types."""
    typed: dict[str, str] = {}
    for one in outcome.verdict.questions:
        wrong = outcome.wrong.get(one.id)
        if wrong is None and one.id in known:
            continue
        print(f"{shown(_asked(one, wrong))}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return None
        typed[one.id] = line.strip()
    return typed


def _asked(one: Question, wrong: Wrong | None) -> str:
    asked = f"? {words.question(one)} ({words.how(one)})"
    return f"{words.wrong(wrong)} {asked}" if wrong else asked


def say_what_is_asked(out: Output, outcome: Outcome) -> None:
    """Say the questions that are open, and how to answer them; or who the others are."""
    if outcome.verdict.reason is Reason.QUESTIONS and outcome.needs is None:
        for one in outcome.verdict.questions:
            out.line(f"  {one.id}: {_asked(one, outcome.wrong.get(one.id))}")
        out.note(_("To answer: marhaba admit CODE --answer ID=TEXT"))
    if outcome.others:
        out.rows(
            (_("Id"), _("Name"), _("Arabic name"), _("Company"), _("Phone end")),
            list(map(_row, outcome.others)),
        )
        out.note(_("To choose one: marhaba admit CODE --id ID --looked"))
    if outcome.verdict.confirmable and outcome.needs is None:
        out.note(_("To confirm the payment: marhaba admit CODE --paid"))


def _row(one: Attendee) -> tuple[str, ...]:
    return one.id, one.name_latin, one.name_arabic, one.company, one.phone[-_PHONE_END:]
