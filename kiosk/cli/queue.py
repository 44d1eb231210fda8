"""`queue`: what waits to be printed, and what people do with it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date, tzinfo
from typing import Final

from kiosk import words
from kiosk.cli import opening, records
from kiosk.cli.badges import to_paper
from kiosk.cli.output import Output
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.language import _, isolated, ngettext, number
from kiosk.operations import print_queue, staff
from kiosk.operations.print_queue import Job
from kiosk.operations.station import Station

STAYED: Final = 1
_SHOWN: Final = 8
_FEWEST: Final = 4


def queue(asked: Namespace, out: Output) -> int:
    """List what waits, or do what was asked; 1 if something waits for a person, or could not be done."""
    acts: dict[str, Callable[[Namespace, Output], int]] = {
        "printed": _printed,
        "again": _again,
        "retry": _retry,
        "cancel": _cancel,
        "move": _move,
    }
    return acts.get(asked.act, _list)(asked, out)


def _list(asked: Namespace, out: Output) -> int:
    with opening.reading(asked) as station:
        staff.require(station, Right.PRINT)  # it tells names
        zone = opening.zone(station)
        today = station.now.astimezone(zone).date()
        found = print_queue.queue(station, asked.printer)
    _say(out, found, zone, today)
    return STAYED if any(one.stuck for one in found) else 0


def _say(out: Output, found: tuple[Job, ...], zone: tzinfo, today: date) -> None:
    if out.as_json:
        out.json({"jobs": [records.job(one, zone) for one in found]})
        return
    titles = (_("Job"), _("Name"), _("Printer"), _("Since"), _("State"))
    out.rows(titles, [_row(one, zone, today) for one in found])
    if not found:
        out.note(_("Nothing waits to be printed."))
    elif any(one.undecided for one in found):
        out.note(_("Look whether it came out, then: marhaba queue printed JOB, or marhaba queue again JOB"))


def _row(one: Job, zone: tzinfo, today: date) -> tuple[str, ...]:
    said = words.job(one.state, one.reasons, {"printer": one.printer, "detail": one.detail})
    state = " · ".join(filter(None, (said.word, said.detail)))
    return one.id[:_SHOWN], isolated(one.name), one.printer, words.when(one.since, zone, today), state


def _jobs(station: Station, asked: Namespace) -> list[str]:
    """The ids that are meant; InputRefused with UNKNOWN_JOB if one could be several, or none."""
    known = [one.id for one in print_queue.queue(station)]
    return [_job(text, known) for text in asked.jobs]


def _job(text: str, known: list[str]) -> str:
    fitting = [one for one in known if one.startswith(text.casefold())] if len(text) >= _FEWEST else []
    if len(fitting) > 1:
        raise InputRefused(Trouble.UNKNOWN_JOB, value=text)
    return fitting[0] if fitting else text


# -- acts ----------------------------------------------------------------------------------------------


def _printed(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        done = tuple(print_queue.was_printed(station, one) for one in _jobs(station, asked))
        _tell(station, out, done)
    return 0


def _again(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        jobs = _jobs(station, asked)
        for one in jobs:
            print_queue.print_anew(station, one)
        return to_paper(station, out, jobs)


def _retry(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        jobs = _jobs(station, asked)
        if jobs:
            for one in jobs:
                print_queue.retry(station, print_queue.job(station, one).id)
        else:
            print_queue.retry_all(station, asked.printer)
            jobs = [one.id for one in print_queue.queue(station, asked.printer) if not one.stuck]
        return to_paper(station, out, jobs)


def _cancel(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        jobs = _jobs(station, asked)
        _tell(station, out, tuple(print_queue.cancel(station, one, anyway=asked.anyway) for one in jobs))
    return 0


def _move(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        if not asked.origin:
            for one in (jobs := _jobs(station, asked)):
                print_queue.move(station, one, asked.to, anyway=asked.anyway)
            return to_paper(station, out, jobs)
        moved = print_queue.move_all(station, asked.origin, asked.to)
        status = to_paper(station, out, [one.id for one in moved.moved])
    if moved.left and not out.as_json:
        text = ngettext(
            "{n} badge stayed where it was.", "{n} badges stayed where they were.", len(moved.left)
        )
        out.note(text.format(n=number(len(moved.left))))
    return STAYED if moved.left else status


def _tell(station: Station, out: Output, jobs: tuple[Job, ...]) -> None:
    zone = opening.zone(station)
    _say(out, jobs, zone, station.now.astimezone(zone).date())
