"""`history` and `replace`: what happened to somebody, and a new badge for one that was lost."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo

from kiosk import language, words
from kiosk.cli import doors, opening, records
from kiosk.cli.output import Output
from kiosk.domain.badge import JobState
from kiosk.language import _, isolated
from kiosk.operations import history as happened
from kiosk.operations import people, replacing
from kiosk.operations.history import Happening
from kiosk.words import Role

NOT_PRINTED = 1


def history(asked: Namespace, out: Output) -> int:
    """Say what happened to whoever has a code, newest first."""
    with opening.reading(asked) as station:
        zone = opening.zone(station)
        found = happened.history(station, people.by_code(station, asked.code).id)
    if out.as_json:
        out.json([records.happening(one, zone) for one in found])
        return 0
    titles = (_("Time"), _("What"), _("List"), _("Desk"), _("By"), _("Approved by"))
    out.rows(titles, [_row(one, zone) for one in found])
    if not found:
        out.note(_("Nothing is known."))
    return 0


def _row(one: Happening, zone: tzinfo) -> tuple[str, ...]:
    at = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    title = one.list_title.best(language.current()) if one.list_title else ""
    return at, words.happened(one), title, one.station, one.actor, one.approver


def replace(asked: Namespace, out: Output) -> int:
    """Give whoever has a code another badge; 1 if it did not come out of the printer yet."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        attendee, job_id = replacing.replace_badge(station, people.by_code(station, asked.code).id)
        if not out.as_json:
            text = _("New badge for {name}: the old one no longer works")
            out.said(Role.ADMITTED, text.format(name=isolated(attendee.name)))
        job = doors.waited_for(station, job_id)
    if out.as_json:
        told = records.job(job, zone) if job else None
        out.json({"attendee": records.attendee(attendee, zone), "job": told})
    elif job is not None:
        doors.say_job(out, job)
    return 0 if job is not None and job.state is JobState.DONE else NOT_PRINTED
