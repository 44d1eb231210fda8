"""`lists`, `may` and `configure`: which doors there are, who may pass them, and taking them from a file."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, tzinfo
from typing import Any, Final

from kiosk import language, words
from kiosk.cli import doors, opening, records
from kiosk.cli.output import Output
from kiosk.domain.lists import CheckInList
from kiosk.language import _, isolated, ngettext, number
from kiosk.operations import events, setting_up
from kiosk.operations.lists import Prospect, Turned, prospect
from kiosk.operations.setting_up import Counted, Report
from kiosk.words import Case, Place, Role

LEFT_OUT: Final = 1


def lists(asked: Namespace, out: Output) -> int:
    """Say every check-in list, in their order."""
    with opening.reading(asked) as station:
        zone = opening.zone(station)
        overview = events.overview(station)
    if out.as_json:
        out.json([records.check_in_list(one, zone) for one in overview.lists])
        return 0
    categories = {one.id: one.title.best(language.current()) for one in overview.categories}
    titles = (
        _("Id"),
        _("List"),
        _("Opens"),
        _("Closes"),
        _("For"),
        _("Places"),
        _("Several entries"),
        _("Rule"),
    )
    out.rows(titles, [_row(one, zone, categories) for one in overview.lists])
    return 0


def _row(one: CheckInList, zone: tzinfo, categories: dict[str, str]) -> tuple[str, ...]:
    return (
        one.id,
        _title(one),
        _when(one.opens, zone),
        _when(one.closes, zone),
        ", ".join(categories.get(key, key) for key in sorted(one.categories)),
        number(one.capacity) if one.capacity else "",
        _("yes") if one.multiple_entries else "",
        one.rule,
    )


def _when(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _title(one: CheckInList) -> str:
    return one.title.best(language.current()) or one.id


# -- who may enter ---------------------------------------------------------------------------------------


def may(asked: Namespace, out: Output) -> int:
    """Say how many may enter a list at a moment, how many not and why, and who not."""
    with opening.reading(asked) as station, out.progress(_("Checking everybody")) as tell:
        place = doors.place(station, opening.zone(station))
        chosen = events.resolve_list(station, asked.list)
        at = asked.at.replace(tzinfo=place.zone) if asked.at and not asked.at.tzinfo else asked.at
        found = prospect(station, chosen, at, limit=asked.limit, on_progress=tell)
    if out.as_json:
        out.json(_record(chosen, found, place))
    else:
        _say(out, chosen, found, place)
    return 0


def _record(chosen: CheckInList, found: Prospect, place: Place) -> dict[str, Any]:
    return {
        "list": chosen.id,
        "at": records.time(found.at, place.zone),
        "people": found.people,
        "admitted": found.admitted,
        "asked": found.asked,
        "refused": sum(found.by_reason.values()),
        "by_reason": dict(found.by_reason),
        "first_refused": [
            {
                "id": one.attendee.id,
                "code": one.attendee.code,
                "name": one.attendee.name,
                "reason": one.verdict.reason,
                "detail": _why(chosen, found, one, place),
            }
            for one in found.refused
        ],
    }


def _say(out: Output, chosen: CheckInList, found: Prospect, place: Place) -> None:
    day = isolated(f"{found.at.astimezone(place.zone):%Y-%m-%d %H:%M}")
    out.said(Role.INFORMATION, _title(chosen), day)
    n = found.admitted
    out.said(Role.ADMITTED, ngettext("{n} guest may enter", "{n} guests may enter", n).format(n=number(n)))
    if n := found.asked:
        text = ngettext("{n} guest is asked first", "{n} guests are asked first", n)
        out.said(Role.ATTENTION, text.format(n=number(n)))
    for reason, n in found.by_reason.items():
        text = ngettext("{n} guest is refused", "{n} guests are refused", n)
        out.said(Role.REFUSED, text.format(n=number(n)), words.reason(reason))
    rows = [
        (
            one.attendee.code,
            one.attendee.name,
            words.reason(one.verdict.reason),
            _why(chosen, found, one, place),
        )
        for one in found.refused
    ]
    out.rows((_("Code"), _("Name"), _("Refused"), _("Why")), rows)


def _why(chosen: CheckInList, found: Prospect, one: Turned, place: Place) -> str:
    case = Case(one.verdict, chosen, found.at, one.attendee, place.categories.get(one.attendee.category))
    return words.verdict(case, place).detail


# -- taking them from a file -----------------------------------------------------------------------------


def configure(asked: Namespace, out: Output) -> int:
    """Set up the event, its lists and its questions from a file; 1 if something of it was not taken."""
    with opening.writing(asked) as station:
        report = setting_up.configure(station, asked.file, dry_run=asked.dry_run)
    if out.as_json:
        out.json(_report(asked, report))
    else:
        _say_report(asked, out, report)
    return LEFT_OUT if report.remarks else 0


def _report(asked: Namespace, report: Report) -> dict[str, Any]:
    return {
        "file": str(asked.file),
        "dry_run": asked.dry_run,
        "event": _counted(report.event),
        "categories": _counted(report.categories),
        "lists": _counted(report.lists),
        "questions": _counted(report.questions),
        "barred": report.barred,
        "remarks": [
            {"code": one.code, "value": one.value, "sentence": words.setup_remark(one.code, one.value)}
            for one in report.remarks
        ],
    }


def _counted(one: Counted) -> dict[str, int]:
    return {"new": one.new, "updated": one.updated, "unchanged": one.unchanged}


def _say_report(asked: Namespace, out: Output, report: Report) -> None:
    role = Role.ATTENTION if report.remarks else Role.ADMITTED
    out.said(role, asked.file.name, _("nothing was changed: a trial") if asked.dry_run else "")
    rows = (
        (_("Event"), report.event),
        (_("Categories"), report.categories),
        (_("Lists"), report.lists),
        (_("Questions"), report.questions),
    )
    out.rows(
        ("", _("New"), _("Updated"), _("As before")),
        [(title, number(one.new), number(one.updated), number(one.unchanged)) for title, one in rows],
    )
    if n := report.barred:
        text = ngettext("{n} code no longer works.", "{n} codes no longer work.", n)
        out.line(text.format(n=number(n)))
    for remark in report.remarks:
        out.said(Role.ATTENTION, words.setup_remark(remark.code, remark.value))
