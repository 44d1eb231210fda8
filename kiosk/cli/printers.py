"""`printers` and `print-test`: the desk's printers, choosing them, what they are for, and trying one."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from typing import Any, Final

from kiosk import app, language, words
from kiosk.cli import opening, records
from kiosk.cli.output import Output
from kiosk.cli.parser import USAGE
from kiosk.cli.printer_options import USUAL
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer, Prints, usual_name
from kiosk.errors import InputRefused, PrinterError
from kiosk.language import _, isolated, ngettext, number
from kiosk.operations import events, labels, print_policy, printer_setup, routing
from kiosk.operations import printers as states
from kiosk.operations.printers import PrinterState
from kiosk.operations.station import Station
from kiosk.printing.present import Candidate
from kiosk.printing.spooler import Progress
from kiosk.words import Role, Said

NOT_THERE: Final = 1
_PATIENCE_S: Final = 30.0
_ROUND_S: Final = 0.2
_ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def printers(asked: Namespace, out: Output) -> int:
    """List this desk's printers, or do what was asked with them; 1 if one of those listed is not ready."""
    acts = {
        "find": _find,
        "add": _add,
        "change": _change,
        "remove": _remove,
        "roll": _roll,
        "policy": _policy,
    }
    return acts.get(asked.act, _list)(asked, out)


def _list(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) if asked.ask else opening.reading(asked) as station:
        zone = opening.zone(station)
        if asked.ask:
            for each in station.printers:
                states.check(station, each.name)
        found = states.states(station)
        today = station.now.astimezone(zone).date()
    if out.as_json:
        out.json([records.printer(one, zone) for one in found])
    else:
        for one in found:
            _say(out, one, words.printer(one, zone, today))
    return 0 if all(one.ready for one in found) else NOT_THERE


def _say(out: Output, one: PrinterState, said: Said) -> None:
    waiting = ngettext("{n} badge waits", "{n} badges wait", one.waiting).format(n=number(one.waiting))
    left = ngettext("{n} label left", "{n} labels left", one.labels_left).format(n=number(one.labels_left))
    counted = left if one.labels and not one.labels_low else ""
    told = (said.detail, said.advice, waiting if one.waiting else "", counted, _rules(one.printer))
    out.said(said.role, said.word, *told)


def _rules(one: Printer) -> str:
    rules = [*one.categories, *one.layouts]
    return _("for {what}").format(what=", ".join(rules)) if rules else ""


# -- choosing ------------------------------------------------------------------------------------------


def _find(_asked: Namespace, out: Output) -> int:
    """Say which printers there are; 1 if there is none."""
    with out.progress(_("Looking for printers")):
        found = printer_setup.candidates()
    if out.as_json:
        out.json([_candidate(one) for one in found])
    elif found:
        out.rows(
            (_("Address"), _("Printer"), _("Where")), [(one.address, one.title, one.detail) for one in found]
        )
        out.note(_("To print there: marhaba printers add ADDRESS"))
    else:
        out.note(_("No printer was found. Switch it on, and see that this computer knows it."))
    return 0 if found else NOT_THERE


def _candidate(one: Candidate) -> dict[str, Any]:
    return {"address": one.address, "title": one.title, "where": one.detail, "kind": one.kind}


def _add(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        new = Printer(asked.name or usual_name(asked.address), asked.address, *_purpose(asked))
        return _kept(station, out, printer_setup.with_printer(station, new))


def _change(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        before = routing.named(station, asked.printer)
        full, categories, layouts = _purpose(asked, before)
        changed = replace(
            before,
            name=asked.name or before.name,
            uri=asked.address or before.uri,
            labels=full,
            categories=categories,
            layouts=layouts,
        )
        return _kept(station, out, printer_setup.with_printer(station, changed, before.name))


def _purpose(asked: Namespace, before: Printer | None = None) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Labels on a roll, categories and layouts: as asked, or as before."""
    old = before or Printer("")
    categories = old.categories if asked.category is None else tuple(filter(None, asked.category))
    layouts = old.layouts if asked.layout is None else tuple(filter(None, asked.layout))
    return (old.labels if asked.labels is None else asked.labels), categories, layouts


def _remove(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        return _kept(station, out, printer_setup.without_printer(station, asked.printer))


def _kept(station: Station, out: Output, chosen: tuple[Printer, ...]) -> int:
    app.with_settings(station, printers=chosen)
    if out.as_json:
        zone = opening.zone(station)
        out.json([records.printer(one, zone) for one in states.states(station)])
    else:
        out.rows(
            (_("Printer"), _("Address"), _("Rules")),
            [(one.name, one.uri, _rules(one)) for one in station.printers],
        )
        out.note(_("To try one: marhaba print-test PRINTER"))
    return 0


def _roll(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        name = routing.named(station, asked.printer).name
        left = labels.roll_changed(station, name, asked.labels)
    if out.as_json:
        out.json({"printer": name, "labels_left": left})
    else:
        text = ngettext("{n} label left", "{n} labels left", left).format(n=number(left))
        out.said(Role.ADMITTED, isolated(name), text)
    return 0


# -- when admissions print -----------------------------------------------------------------------------


def _policy(asked: Namespace, out: Output) -> int:
    """Set the policy of a list or a category, or say what holds for all of them."""
    if asked.prints and not (asked.list or asked.category):
        out.fault("usage", _("Say for which: --list LIST, or --category CATEGORY"))
        return USAGE
    with opening.writing(asked) if asked.prints else opening.reading(asked) as station:
        chosen = None if asked.prints in (None, USUAL) else Prints(asked.prints)
        if asked.prints and asked.list:
            print_policy.set_for_list(station, events.resolve_list(station, asked.list).id, chosen)
        elif asked.prints:
            print_policy.set_for_category(station, asked.category, chosen)
        overview = events.overview(station)
    told = [("list", one) for one in overview.lists] + [("category", one) for one in overview.categories]
    if out.as_json:
        out.json([{"kind": kind, "id": one.id, "prints": one.prints} for kind, one in told])
        return 0
    kinds = {"list": _("List"), "category": _("Category")}
    rows = [
        (kinds[kind], one.id, one.title.best(language.current()), words.prints(one.prints, _("usual")))
        for kind, one in told
    ]
    out.rows((_("Of"), _("Id"), _("Title"), _("Prints")), rows)
    return 0


# -- trying --------------------------------------------------------------------------------------------


def print_test(asked: Namespace, out: Output) -> int:
    """Print a test badge and wait until it is there; 1 if it did not get there."""
    with opening.writing(asked) as station:
        printer = _meant(station, asked.printer)
        trial = printer_setup.print_trial(station, printer)
        progress = _followed(trial)
    if out.as_json:
        width, height = trial.size_mm
        out.json(
            {
                "printer": printer.name,
                "address": printer.uri,
                "width_mm": width,
                "height_mm": height,
                "state": progress.state,
                "reasons": list(progress.reasons),
                "detail": progress.detail,
            }
        )
    else:
        _say_trial(out, printer, progress)
    return 0 if progress.state is JobState.DONE else NOT_THERE


def _meant(station: Station, text: str) -> Printer:
    """The printer of this name; or, where it is an address, the one there, which need not be this desk's."""
    if not text:
        return routing.printer_for(station, "")
    try:
        return routing.named(station, text)
    except InputRefused:
        if ":" not in text:
            raise
    return Printer(usual_name(text), text)


def _followed(trial: printer_setup.Trial) -> Progress:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            progress = printer_setup.state_of(trial)
        except PrinterError as error:
            progress = Progress(JobState.ATTENTION, str(error.values.get("detail", "")), (error.code,))
        if progress.state in _ENDED or time.monotonic() > deadline:
            return progress
        time.sleep(_ROUND_S)


def _say_trial(out: Output, printer: Printer, progress: Progress) -> None:
    if progress.state is JobState.DONE:
        out.said(
            Role.ADMITTED, _("The test badge was sent to {printer}.").format(printer=isolated(printer.name))
        )
        out.note(_("Look at it: both names, the frame whole, and the line as long as it says."))
        return
    said = words.job(progress.state, progress.reasons, {"printer": printer.name, "detail": progress.detail})
    out.said(said.role, said.word, isolated(printer.name), said.detail or progress.detail, said.advice)
