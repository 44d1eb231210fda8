"""`admit`, `annul` and `figures`: what happens at a door, and how many went through."""

from __future__ import annotations

import time
from argparse import Namespace
from datetime import tzinfo
from typing import Final

from kiosk import language, words
from kiosk.cli import answering, opening, records
from kiosk.cli.output import Output
from kiosk.domain.admission import Direction
from kiosk.domain.lists import CheckInList
from kiosk.errors import NeedsApproval
from kiosk.language import _, isolated, number
from kiosk.operations import badges, events, print_queue, print_rounds, staff, undoing
from kiosk.operations import figures as counting
from kiosk.operations.admissions import Ask, Outcome
from kiosk.operations.print_queue import Job
from kiosk.operations.station import Station
from kiosk.operations.undoing import Act, Undone
from kiosk.words import Place, Role, Said

REFUSED: Final = 1
PAPER_PATIENCE_S: Final = 10.0


def admit(asked: Namespace, out: Output) -> int:
    """Give the verdict on a code; it is on the disk, and said, before any badge is thought of.

    With --print the badge is waited for, ten seconds at most. Without, it goes to the printer as the
    settings say, and nobody waits for paper.
    """
    with opening.writing(asked) as station:
        outcome = answering.answered(station, asked, out, _ask(station, asked))
        if outcome.needs is not None and asked.approved_by and asked.right != outcome.needs:
            raise NeedsApproval(outcome.needs)  # the command is done once more, under the approval
        zone = opening.zone(station)
        said = the_words(outcome, station, zone, by=_by(station, asked))
        job_id = _job_id(station, outcome, wanted=asked.print is True)
        if out.as_json:
            job = waited_for(station, job_id) if asked.print else _just_queued(station, job_id)
            told = records.verdict(outcome, said, zone)
            out.json({**told, "job": records.job(job, zone) if job else None})
        else:
            say_verdict(out, outcome, said)
            answering.say_what_is_asked(out, outcome)
        if not out.as_json and asked.print and (job := waited_for(station, job_id)):
            say_job(out, job)
        elif job_id and not asked.print:
            print_rounds.run_queue(station, only=job_id)
    return 0 if outcome.verdict.admitted else REFUSED


def _ask(station: Station, asked: Namespace) -> Ask:
    return Ask(
        events.resolve_list(station, asked.list).id,
        asked.code,
        asked.id,
        direction=Direction.EXIT if asked.exit else Direction.ENTRY,
        printing=asked.print is not False,
        answers=dict(asked.answer),
        confirms_payment=asked.paid,
        forces=asked.force,
        why=asked.why,
        looked=asked.looked,
    )


def _by(station: Station, asked: Namespace) -> str:
    """Who lets in all the same: whoever approves it, else whoever is on duty."""
    if asked.approved_by and asked.right is not None:
        return staff.named(station, asked.approved_by).name
    return station.duty.name


def the_words(outcome: Outcome, station: Station, zone: tzinfo, *, by: str = "") -> Said:
    """Return what is said of an outcome, with times in `zone`; `by` lets in all the same."""
    return words.verdict(outcome, place(station, zone, by=by))


def place(station: Station, zone: tzinfo, *, by: str = "") -> Place:
    """Return where verdicts are told here."""
    return Place(zone, {one.id: one for one in events.overview(station).categories}, by)


def _job_id(station: Station, outcome: Outcome, *, wanted: bool) -> str:
    """The badge's job: queued by the admission itself, or because the command asks for one.

    Nobody knows the name for a badge of whoever holds a signed ticket and is not on the roll.
    """
    one = outcome.attendee
    if outcome.job_id or not wanted or not outcome.verdict.admitted or one is None or outcome.signed:
        return outcome.job_id or ""
    return badges.print_badge(station, one.id).job_id


def _just_queued(station: Station, job_id: str) -> Job | None:
    return next((one for one in print_queue.jobs(station) if one.id == job_id), None)


def waited_for(station: Station, job_id: str) -> Job | None:
    """Return the job at its end, or as far as it has come when patience is."""
    if not job_id:
        return None
    until = time.monotonic() + PAPER_PATIENCE_S
    print_rounds.run_queue(station, only=job_id)
    while (
        (job := _just_queued(station, job_id))
        and job.state not in print_queue.ENDED
        and time.monotonic() < until
    ):
        time.sleep(0.2)
        print_rounds.run_queue(station, only=job_id)
    return job


def say_verdict(out: Output, outcome: Outcome, said: Said) -> None:
    """Say the verdict, the guest, and what to do where there is something to do."""
    out.said(said.role, said.word, *_guest(outcome), _title(outcome.check_in_list))
    if said.detail:
        out.line(said.detail)
    if not outcome.verdict.admitted and said.advice:
        out.line(said.advice)
    if outcome.attendee is not None and outcome.attendee.attention:
        out.said(Role.ATTENTION, outcome.attendee.attention)


def _guest(outcome: Outcome) -> tuple[str, ...]:
    one = outcome.attendee
    if one is None:
        return (outcome.code,)
    category = outcome.category.title.best(language.current()) if outcome.category else one.category
    names = dict.fromkeys((one.name_latin, one.name_arabic))
    return (*names, one.company, category)


def _title(one: CheckInList) -> str:
    return one.title.best(language.current()) or one.id


def say_job(out: Output, job: Job) -> None:
    """Say how far a badge has come."""
    said = words.job(job.state, job.reasons, {"printer": job.printer, "detail": job.detail})
    out.said(said.role, said.word, job.name, said.detail or job.detail)


_UNDONE: Final = {
    Act.ADMISSION: language.N_("The entry of {time} was taken back: {name}"),
    Act.CORRECTION: language.N_("The correction of {time} was taken back: {name}"),
    Act.REGISTRATION: language.N_("The registration of {time} was taken back: {name}"),
    Act.MERGE: language.N_("The merge of {time} was taken back, they are two again: {name}"),
    Act.KEEPING_APART: language.N_("Kept apart at {time}, no longer: {name}"),
}


def annul(asked: Namespace, out: Output) -> int:
    """Take back the last admission of whoever has a code."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        undone = undoing.annul(station, asked.code, events.resolve_list(station, asked.list).id)
    say_undone(out, undone, zone)
    return 0


def say_undone(out: Output, undone: Undone, zone: tzinfo) -> None:
    """Say what was taken back."""
    if out.as_json:
        who = records.attendee(undone.attendee, zone)
        out.json({"undone": undone.act, "at": records.time(undone.at, zone), "attendee": who})
    else:
        moment = language.clock(undone.at.astimezone(zone))
        name = undone.attendee.name or undone.attendee.reference
        out.line(_(_UNDONE[undone.act]).format(time=isolated(moment), name=isolated(name)))


def figures(asked: Namespace, out: Output) -> int:
    """Say one list's numbers, then every list's."""
    with opening.reading(asked) as station:
        chosen = events.resolve_list(station, asked.list)
        now = counting.figures(station, chosen.id)
        lists = counting.all_lists(station)
    if out.as_json:
        out.json(
            {
                "list": chosen.id,
                "inside": now.inside,
                "entered": now.entered,
                "people": now.people,
                "last_quarter": now.last_quarter,
                "seconds_a_guest": now.seconds_a_guest,
                "lists": [
                    {
                        "id": one.check_in_list.id,
                        "title": records.named(one.check_in_list.title),
                        "inside": one.inside,
                        "entered": one.entered,
                        "by_category": one.by_category,
                    }
                    for one in lists
                ],
            }
        )
        return 0
    text = _("{title}: {inside} of {people} inside · {entered} arrived · {quarter} in 15 min")
    shown = {"inside": now.inside, "people": now.people, "entered": now.entered, "quarter": now.last_quarter}
    numbers = {name: number(value) for name, value in shown.items()}
    out.line(text.format(title=isolated(_title(chosen)), **numbers))
    rows = [(_title(one.check_in_list), number(one.inside), number(one.entered)) for one in lists]
    out.rows((_("List"), _("Inside"), _("Arrived")), rows)
    return 0
