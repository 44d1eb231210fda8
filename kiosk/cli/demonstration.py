"""`demo --headless`: the main job once, from a file of guests to a badge, without a window."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import app
from kiosk.cli import doors, opening, records
from kiosk.cli.output import Output
from kiosk.domain.admission import Reason
from kiosk.domain.badge import JobState
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Attendee, Registration
from kiosk.language import _, ngettext, number
from kiosk.operations import admissions, events, people, print_queue, print_rounds
from kiosk.operations.admissions import Ask, Outcome
from kiosk.operations.station import Station
from kiosk.words import Role

QUERY: Final = "benj"
WRONG: Final = 1


@dataclass(frozen=True, slots=True)
class _Story:
    """What happened to one guest; `badge` is None if it did not come out."""

    found: int
    first: Outcome
    badge: Path | None
    again: Outcome

    @property
    def is_good(self) -> bool:
        """Whether everything went as it should."""
        came = self.first.verdict.admitted and self.badge is not None
        return came and self.again.verdict.reason is Reason.ALREADY_IN


def demo(asked: Namespace, out: Output) -> int:
    """Import the sample roll, look somebody up, admit them, make their badge, and try the code again."""
    folder = Path(tempfile.mkdtemp(prefix="marhaba-demo-")) / "station"
    with out.progress(_("Making up the guests")) as tell:
        station = app.demo_station(asked.size, folder=folder, on_progress=tell)
    try:
        overview = events.overview(station)
        chosen = events.resolve_list(station, "")
        guest, found = _guest(station, chosen)
        if not out.as_json:
            _say_found(out, overview.people, found)
        first = admissions.admit(station, Ask(chosen.id, guest.code))
        badge = _badge(station, first)
        # Somebody else comes later with the same code: not a second reading of the first scan.
        station.last_scans.clear()
        story = _Story(found, first, badge, admissions.admit(station, Ask(chosen.id, guest.code)))
        _tell(out, station, overview.people, story)
    finally:
        app.close(station)
    return 0 if story.is_good else WRONG


def _guest(station: Station, chosen: CheckInList) -> tuple[Attendee, int]:
    """The first whom the look-up finds and nothing stands against, and how many it finds."""
    rows = people.find(station, QUERY, chosen.id, limit=300).rows
    confirmed = [row.attendee for row in rows if row.attendee.registration is Registration.CONFIRMED]
    return confirmed[0], len(rows)


def _badge(station: Station, outcome: Outcome) -> Path | None:
    """The file that the badge lies in."""
    if outcome.job_id is None:
        return None
    print_rounds.run_queue(station, only=outcome.job_id)
    done = any(job.id == outcome.job_id and job.state is JobState.DONE for job in print_queue.jobs(station))
    name = station.spooler.find(outcome.job_id) if done else None
    return Path(station.spooler.name) / name if name else None


def _say_found(out: Output, guests: int, found: int) -> None:
    text = ngettext("{n} guest is on the roll.", "{n} guests are on the roll.", guests)
    out.said(Role.INFORMATION, text.format(n=number(guests)))
    text = ngettext("“{query}” finds {n} guest.", "“{query}” finds {n} guests.", found)
    out.said(Role.INFORMATION, text.format(query=QUERY, n=number(found)))


def _tell(out: Output, station: Station, guests: int, story: _Story) -> None:
    zone = opening.zone(station)
    first, again = (doors.the_words(outcome, station, zone) for outcome in (story.first, story.again))
    if out.as_json:
        out.json(
            {
                "ok": story.is_good,
                "station": str(station.folder),
                "people": guests,
                "query": QUERY,
                "found": story.found,
                "verdict": records.verdict(story.first, first, zone),
                "badge": str(story.badge) if story.badge else None,
                "again": records.verdict(story.again, again, zone),
            }
        )
        return
    doors.say_verdict(out, story.first, first)
    if story.badge:
        out.said(Role.ADMITTED, _("The badge is in {file}").format(file=story.badge))
    else:
        out.said(Role.REFUSED, _("The badge did not come out."))
    doors.say_verdict(out, story.again, again)
    out.said(Role.INFORMATION, _("The station is in {folder}").format(folder=station.folder))
