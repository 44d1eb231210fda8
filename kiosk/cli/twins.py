"""`duplicates`, `merge`, `keep-apart` and `reconsider`: who is on the roll twice, and what to do about it."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo
from typing import Final

from kiosk.cli import doors, opening, records
from kiosk.cli.output import Output
from kiosk.domain.people import Attendee
from kiosk.language import _, isolated, number
from kiosk.operations import duplicates as finding
from kiosk.operations import merging, people, undoing
from kiosk.operations.duplicates import NearDuplicates, Twins
from kiosk.operations.imports import ImportReport
from kiosk.operations.station import Station
from kiosk.words import Role
from kiosk.words import twins as words

_SHOWN: Final = 10
"""Pairs that an import tells of; `duplicates` tells of all."""


def duplicates(asked: Namespace, out: Output) -> int:
    """Show who is perhaps on the roll twice, two lines a pair, the surest first."""
    with opening.reading(asked) as station, out.progress(_("Comparing everybody")) as tell:
        zone = opening.zone(station)
        found = finding.near_duplicates(station, asked.limit, on_progress=tell)
    if out.as_json:
        out.json(record(found, zone))
        return 0
    _show(out, found)
    if not found.total:
        out.note(words.found(0))
    elif found.total > len(found.pairs):
        shown, total = number(len(found.pairs)), number(found.total)
        out.note(_("{shown} of {total} pairs; --limit shows more.").format(shown=shown, total=total))
    return 0


def _show(out: Output, found: NearDuplicates) -> None:
    titles = (
        *(_("Pair"), _("Code"), _("Name"), _("Arabic name"), _("Company"), _("E-mail"), _("Telephone")),
        _("Why"),
    )
    rows: list[tuple[str, ...]] = []
    for place, pair in enumerate(found.pairs, 1):
        why = f"{words.grade(pair.grade)} · {words.signs(pair.signs)}"
        rows.append((number(place), *_columns(pair.one), why))
        rows.append((number(place), *_columns(pair.other), ""))
    out.rows(titles, rows)


def _columns(one: Attendee) -> tuple[str, ...]:
    return (one.code, one.name_latin, one.name_arabic, one.company, one.email, one.phone)


def record(found: NearDuplicates, zone: tzinfo) -> records.Record:
    """Return near duplicates for programs."""
    return {
        "pairs": [_pair(pair, zone) for pair in found.pairs],
        "total": found.total,
        "by_grade": {str(grade): count for grade, count in found.by_grade.items()},
    }


def _pair(pair: Twins, zone: tzinfo) -> records.Record:
    return {
        "grade": pair.grade,
        "signs": list(pair.signs),
        "sentence": words.signs(pair.signs),
        "attendees": [records.attendee(one, zone) for one in (pair.one, pair.other)],
    }


# -- after an import -----------------------------------------------------------------------------------


def brought(station: Station, report: ImportReport, out: Output) -> NearDuplicates:
    """Return the near duplicates among those whom an import has just brought or changed."""
    if not report.told:
        return NearDuplicates()
    with out.progress(_("Comparing everybody")) as tell:
        return finding.near_duplicates(station, _SHOWN, among=report.told, on_progress=tell)


def say_brought(out: Output, found: NearDuplicates) -> None:
    """Say whom the file has perhaps brought twice, and how to look at all of them."""
    if found.total:
        out.said(Role.ATTENTION, words.found(found.total))
        _show(out, found)
        out.note(_("All pairs: marhaba duplicates. To decide: marhaba merge or marhaba keep-apart."))


# -- deciding ------------------------------------------------------------------------------------------


def merge(asked: Namespace, out: Output) -> int:
    """Make one person of whoever has two codes; the first of them stands."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        one, other = (people.by_code(station, code) for code in (asked.code, asked.other))
        stands = merging.merge(station, one.id, other.id, asked.take)
    if out.as_json:
        out.json({"attendee": records.attendee(stands, zone), "absorbed": records.attendee(other, zone)})
    else:
        told = _("{other} is {name} now; both codes are theirs.")
        out.said(Role.ADMITTED, told.format(other=isolated(other.name), name=isolated(stands.name)))
    return 0


def keep_apart(asked: Namespace, out: Output) -> int:
    """Write down that whoever has two codes are two people."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        one, other = (people.by_code(station, code) for code in (asked.code, asked.other))
        pair = merging.keep_apart(station, one.id, other.id)
    if out.as_json:
        out.json({"attendees": [records.attendee(person, zone) for person in pair]})
    else:
        told = _("{name} and {other} are two guests; they are not proposed again.")
        out.said(Role.ADMITTED, told.format(name=isolated(one.name), other=isolated(other.name)))
    return 0


def reconsider(asked: Namespace, out: Output) -> int:
    """Take back that somebody was merged, or kept apart."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        undone = undoing.reconsider(station, asked.code, asked.other)
    doors.say_undone(out, undone, zone)
    return 0
