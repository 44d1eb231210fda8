"""`import`, `find` and `export`: who is on the roll."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kiosk import language, words
from kiosk.cli import opening, records, twins
from kiosk.cli.output import Output
from kiosk.errors import InputRefused, Trouble
from kiosk.language import _, ngettext, number
from kiosk.operations import events, exports, imports, people
from kiosk.operations.imports import ImportReport
from kiosk.operations.people import Found, Row
from kiosk.words import Role
from kiosk.words.standing import standing

if TYPE_CHECKING:
    from kiosk.exchange.headers import Mapping
    from kiosk.exchange.problems import Problem

LEFT_OUT: Final = 1


def import_roll(asked: Namespace, out: Output) -> int:
    """Take a file's guests onto the roll; 1 if rows were left out."""
    from kiosk.exchange import roll

    with opening.writing(asked) as station, out.progress(_("Reading the file")) as tell:
        mapping = _mapping(roll.mapping_of(asked.file), asked.map)
        report = imports.import_roll(station, asked.file, mapping, on_progress=tell, dry_run=asked.dry_run)
        zone = opening.zone(station)
        brought = twins.brought(station, report, out) if not asked.dry_run else None
    if out.as_json:
        told = twins.record(brought, zone) if brought else None
        out.json({**_record(asked, mapping, report), "duplicates": told})
        return LEFT_OUT if _left_out(report) else 0
    _say(asked, out, report)
    if brought:
        twins.say_brought(out, brought)
    return LEFT_OUT if _left_out(report) else 0


def _mapping(mapping: Mapping, wanted: Sequence[tuple[str, str]]) -> Mapping:
    """What the columns hold, with what the command says about some of them."""
    from kiosk.exchange.header_words import Field
    from kiosk.exchange.headers import with_field

    for column, name in wanted:
        if column not in mapping.headers:
            raise InputRefused(Trouble.UNKNOWN_COLUMN, value=column, known=", ".join(mapping.headers))
        if name not in set(Field):
            raise InputRefused(Trouble.UNKNOWN_FIELD, value=name, known=", ".join(Field))
        mapping = with_field(mapping, mapping.headers.index(column), Field(name))
    return mapping


def _record(asked: Namespace, mapping: Mapping, report: ImportReport) -> dict[str, Any]:
    return {
        "file": str(asked.file),
        "dry_run": asked.dry_run,
        "system": mapping.system,
        "columns": dict(zip(mapping.headers, mapping.fields, strict=True)),
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left_out": _left_out(report),
        "problems": [_problem(problem) for problem in report.problems],
    }


def _left_out(report: ImportReport) -> int:
    return len({problem.row for problem in report.problems if problem.fatal})


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "row": one.row,
        "kind": one.kind,
        "column": one.column,
        "value": one.value,
        "fatal": one.fatal,
        "sentence": words.problem(one.kind, one.value),
    }


def _say(asked: Namespace, out: Output, report: ImportReport) -> None:
    left_out = _left_out(report)
    role = Role.ATTENTION if left_out else Role.ADMITTED
    counts = [
        ngettext("{n} new", "{n} new", report.new).format(n=number(report.new)),
        ngettext("{n} updated", "{n} updated", report.updated).format(n=number(report.updated)),
        ngettext("{n} as before", "{n} as before", report.unchanged).format(n=number(report.unchanged)),
    ]
    if left_out:
        counts.append(ngettext("{n} row left out", "{n} rows left out", left_out).format(n=number(left_out)))
    out.said(role, asked.file.name, *counts, _("nothing was changed: a trial") if asked.dry_run else "")
    for problem in report.problems:
        row = _("row {number}").format(number=problem.row)
        sentence = words.problem(problem.kind, problem.value)
        out.said(Role.REFUSED if problem.fatal else Role.ATTENTION, row, problem.column, sentence)


# -- looking up ---------------------------------------------------------------------------------------


def find(asked: Namespace, out: Output) -> int:
    """Look guests up: one text, or one a line of the standard input."""
    with opening.reading(asked) as station:
        zone = opening.zone(station)
        chosen = events.resolve_list(station, asked.list)
        if asked.stdin:
            people.make_ready(station)
        gc.freeze()  # what is loaded by now stays: a look-up need not wait while it is gone through again
        texts = (line.rstrip("\r\n") for line in sys.stdin) if asked.stdin else [" ".join(asked.text)]
        for text in texts:
            found = people.find(station, text, chosen.id, asked.limit)
            if out.as_json:
                rows = [records.found(row, zone) for row in found.rows]
                out.json({"query": text, "list": chosen.id, "results": rows, "more": found.more})
            else:
                _show(out, found, [_columns(row, zone) for row in found.rows])
    return 0


def _columns(row: Row, zone: Any) -> tuple[str, ...]:
    one = row.attendee
    category = row.category.title.best(language.current()) if row.category else one.category
    told = standing(one.registration, row.presence, row.refused, zone)
    is_news = told.role is not None or row.presence.last_at is not None
    return one.code, one.name_latin, one.name_arabic, one.company, category, told.text if is_news else ""


def _show(out: Output, found: Found, rows: Sequence[tuple[str, ...]]) -> None:
    out.rows((_("Code"), _("Name"), _("Arabic name"), _("Company"), _("Category"), _("Presence")), rows)
    if not rows:
        out.note(_("Nobody was found."))
    if found.more:
        out.note(_("There are more: type more of the name."))


def export(asked: Namespace, out: Output) -> int:
    """Write everybody and their attendance to a file."""
    with opening.reading(asked) as station, out.progress(_("Writing the file")) as tell:
        chosen = events.resolve_list(station, asked.list).id if asked.list else ""
        total = exports.export_attendance(station, asked.file, chosen, on_progress=tell)
    if out.as_json:
        out.json({"file": str(asked.file), "people": total, "list": chosen or None})
    else:
        text = ngettext("{n} guest in {file}", "{n} guests in {file}", total)
        out.said(Role.ADMITTED, text.format(n=number(total), file=asked.file))
    return 0
