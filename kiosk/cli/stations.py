"""`create`, `doctor` and `rebuild`: a station is made, looked over, and folded again from its journal."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from kiosk import app, language, words
from kiosk.cli import opening, records
from kiosk.cli.output import Output
from kiosk.domain.people import Event
from kiosk.errors import StationError, Trouble
from kiosk.language import N_, _, isolated, ngettext, number
from kiosk.operations import events, journal
from kiosk.operations.doctor import Check, Finding, Grade
from kiosk.operations.station import Station
from kiosk.words import Role

WRONG: Final = 1


def create(asked: Namespace, out: Output) -> int:
    """Make a station and its event; a station that has no event yet is given this one."""
    station = _new_or_bare(asked)
    try:
        event = events.create_event(station, asked.event, asked.place, asked.first, asked.last)
        lists = events.overview(station).lists
        zone = opening.zone(station)
    finally:
        app.close(station)
    if out.as_json:
        described = [records.check_in_list(one, zone) for one in lists]
        out.json({"station": str(asked.station), "event": records.event(event), "lists": described})
        return 0
    title = event.title.best(language.current())
    out.said(Role.ADMITTED, _("{event} is ready in {folder}").format(event=title, folder=asked.station))
    for one in lists:
        out.line(f"  {one.title.best(language.current())}")
    return 0


def _new_or_bare(asked: Namespace) -> Station:
    if not app.is_station(asked.station):
        return app.create_station(asked.station, name=asked.name, language=language.current())
    station = app.open_station(asked.station)
    event: Event | None = events.overview(station).event
    if event is not None:
        app.close(station)
        raise StationError(Trouble.STATION_EXISTS, folder=asked.station)
    return station


def rebuild(asked: Namespace, out: Output) -> int:
    """Fold every table again from the journal."""
    with opening.writing(asked) as station, out.progress(_("Reading the journal again")) as tell:
        facts = journal.rebuild(station, tell)
    if out.as_json:
        out.json({"facts": facts})
    else:
        text = ngettext("{n} journal entry read again.", "{n} journal entries read again.", facts)
        out.said(Role.ADMITTED, text.format(n=number(facts)))
    return 0


# -- the doctor ---------------------------------------------------------------------------------------

_ROLES: Final = {Grade.OK: Role.ADMITTED, Grade.WARN: Role.ATTENTION, Grade.BAD: Role.REFUSED}
_WELL: Final = {
    Check.FOLDER: N_("{folder} can be written to."),
    Check.SETTINGS: N_("This desk is called {name}."),
    Check.DISK: N_("{free_mb} MB are free."),
    Check.LOCK: N_("Nobody else is working here."),
    Check.SQLITE: N_("Version {version}."),
    Check.DATABASE: N_("No damage found."),
    Check.JOURNAL: N_("Complete: {facts} entries."),
    Check.TABLES: N_("They agree with the journal."),
    Check.CLOCK: N_("It says {now}."),
    Check.FONTS: N_("Latin and Arabic letters are there."),
    Check.KEYBOARD: N_("Scans are read in every keyboard layout."),
    Check.DEVICES: N_("There are: {devices}."),
    Check.PRINTER: N_("{printer} is ready."),
}


def doctor(asked: Namespace, out: Output) -> int:
    """Look the station over, and say what to do; 1 if something must be mended."""
    findings = app.checkup(asked.station)
    bad = any(one.grade is Grade.BAD for one in findings)
    if out.as_json:
        out.json({"ok": not bad, "findings": [_record(one) for one in findings]})
    else:
        for one in findings:
            out.said(_ROLES[one.grade], words.check(one.check), _sentence(one))
    return WRONG if bad else 0


def _record(one: Finding) -> dict[str, Any]:
    values = {name: value if isinstance(value, int) else str(value) for name, value in one.values.items()}
    return {
        "check": one.check,
        "grade": one.grade,
        "error": one.trouble,
        "sentence": _sentence(one),
        "values": values,
    }


def _sentence(one: Finding) -> str:
    if one.trouble is None:
        shown = {
            name: value if isinstance(value, int) else isolated(str(value))
            for name, value in one.values.items()
        }
        return _(_WELL[one.check]).format(**shown)
    said = words.told(one.trouble, one.values)
    return f"{said.detail} {said.advice}".strip()
