"""`badge` and `badges`: to a PDF file, or to the printer."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from kiosk import words
from kiosk.cli import opening, records
from kiosk.cli.doors import say_job
from kiosk.cli.output import Output
from kiosk.domain.badge import JobState
from kiosk.language import _, ngettext, number
from kiosk.operations import badges as printing
from kiosk.operations import exports, people, print_queue, print_rounds
from kiosk.operations.print_queue import Job
from kiosk.operations.station import Station
from kiosk.words import Role
from kiosk.words.layouts import replaced_layouts

if TYPE_CHECKING:
    from kiosk.badge.means import PageWarning, Rendered

NOT_ALL: Final = 1
_ROUND_S: Final = 0.2
_STUCK_S: Final = 30.0
"""A queue that does not move for so long is left to the desk: what waits stays queued."""


def badge(asked: Namespace, out: Output) -> int:
    """The badges of some people, named by their codes."""
    if asked.pdf:
        with opening.reading(asked) as station:
            chosen = [people.by_code(station, code).id for code in asked.codes]
            drawn = printing.badges_of(station, chosen)
            exports.write_file(asked.pdf, drawn.pdf)
        return _say_file(asked, out, len(chosen), drawn)
    with opening.writing(asked) as station:
        chosen = [people.by_code(station, code).id for code in asked.codes]
        jobs = asked_for(station, out, chosen, asked.why)
        return to_paper(station, out, jobs) or (0 if len(jobs) == len(chosen) else NOT_ALL)


def badges(asked: Namespace, out: Output) -> int:
    """The badges of the roll, of one category, or those never printed."""
    if asked.sheet or asked.company or asked.order or asked.mark_printed:
        from kiosk.cli import sheets

        return sheets.badge_sheets(asked, out)
    choice = {"category": asked.category, "unprinted": asked.unprinted}
    if asked.pdf:
        with opening.reading(asked) as station, out.progress(_("Drawing badges")) as tell:
            drawn = printing.badges_pdf(station, **choice, on_page=tell)
            exports.write_file(asked.pdf, drawn.pdf)
        return _say_file(asked, out, len(drawn.sides), drawn)
    with opening.writing(asked) as station:
        return to_paper(station, out, printing.print_all(station, **choice, why=asked.why))


def _say_file(asked: Namespace, out: Output, pages: int, drawn: Rendered) -> int:
    if out.as_json:
        flaws = [warning(one) for one in drawn.warnings]
        refused = dict(drawn.refused)
        out.json({"file": str(asked.pdf), "pages": pages, "warnings": flaws, "layouts_refused": refused})
        return 0
    text = ngettext("{n} badge in {file}", "{n} badges in {file}", pages)
    out.said(Role.ADMITTED, text.format(n=number(pages), file=asked.pdf))
    say_flaws(out, drawn.refused, drawn.warnings)
    return 0


def warning(one: PageWarning) -> dict[str, Any]:
    """Return what is wrong with a badge as a record for programs."""
    return {"page": one.page, "flaw": one.flaw, "text": one.text, "characters": one.characters}


def say_flaws(out: Output, refused: Sequence[tuple[str, str]], warnings: Sequence[PageWarning]) -> None:
    """Say which layouts could not be used, and which badges somebody should look at."""
    for sentence in replaced_layouts(refused):
        out.said(Role.ATTENTION, sentence)
    for one in warnings:
        out.said(Role.ATTENTION, _("Page {page}: look at this badge").format(page=one.page), one.text)


def to_paper(station: Station, out: Output, jobs: Sequence[str]) -> int:
    """Take the jobs to the printer and tell how far each has come; 1 if one did not reach its end well."""
    with out.progress(_("Printing")) as tell:
        ended = _printed(station, jobs, tell)
    if out.as_json:
        zone = opening.zone(station)
        out.json({"jobs": [records.job(one, zone) for one in ended]})
    else:
        for one in ended:
            say_job(out, one)
    return 0 if all(one.state is JobState.DONE for one in ended) else NOT_ALL


def asked_for(station: Station, out: Output, attendee_ids: Sequence[str], why: str) -> list[str]:
    """Queue badges and return their jobs; whoever has one gets no other without a reason, which is said."""
    zone = opening.zone(station)
    jobs: list[str] = []
    for one in attendee_ids:
        came = printing.print_badge(station, one, why)
        if came.job_id:
            jobs.append(came.job_id)
        else:
            said = words.printed_before(came.earlier, zone, station.now.astimezone(zone).date())
            hint = _("Give one with --why.")
            out.note(f"{said.word} · {said.detail} · {said.advice} {hint}")
    return jobs


def _printed(station: Station, jobs: Sequence[str], tell: Callable[[int, int], None]) -> list[Job]:
    """The jobs as far as they have come, when all have ended or nothing has moved for a while."""
    for done, job_id in enumerate(jobs):
        print_rounds.run_queue(station, only=job_id)
        tell(done, len(jobs))
    mine = list(dict.fromkeys(jobs))
    before: list[Job] = []
    moved = time.monotonic()
    while True:
        now = [print_queue.job(station, one) for one in mine]
        ended = sum(job.state in print_queue.ENDED for job in now)
        tell(ended, len(jobs))
        if now != before:
            before, moved = now, time.monotonic()
        if ended == len(now) or time.monotonic() - moved > _STUCK_S:
            return now
        time.sleep(_ROUND_S)
        for job in now:
            if job.state not in print_queue.ENDED:
                print_rounds.run_queue(station, only=job.id)
