"""`audit`: every badge of the roll looked at before it is printed."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.language import _, number
from kiosk.operations.audit import Remark, Report
from kiosk.operations.audit import audit as look
from kiosk.words import Role
from kiosk.words import audit as words
from kiosk.words.layouts import replaced_layouts

WRONG: Final = 1
_MARKS: Final = {True: "✗", False: "!"}


def audit(asked: Namespace, out: Output) -> int:
    """Say what would be wrong on which badge; 1 if anything would be."""
    with opening.reading(asked) as station, out.progress(_("Looking at badges")) as tell:
        report = look(station, dpi=asked.dpi, on_progress=tell)
    if out.as_json:
        out.json(_record(report))
    else:
        _say(out, report)
    return WRONG if report.wrong or report.refused else 0


def _record(report: Report) -> dict[str, Any]:
    return {
        "people": report.people,
        "wrong": report.wrong,
        "by_fault": dict(report.by_fault),
        "layouts_refused": dict(report.refused),
        "remarks": [
            {
                "id": one.attendee.id,
                "code": one.attendee.code,
                "name": one.attendee.name,
                "fault": one.fault,
                "wrong": one.is_wrong,
                "text": one.text,
                "characters": one.characters,
                "size_pt": round(one.size_pt, 2),
                "others": list(one.others),
                "sentence": f"{words.fault(one.fault)} · {_detail(one)}",
            }
            for one in report.remarks
        ],
    }


def _say(out: Output, report: Report) -> None:
    role = words.fault_role(wrong=bool(report.wrong)) if report.remarks else Role.ADMITTED
    out.said(role, words.audited(report.people, report.wrong, len(report.remarks)))
    for sentence in replaced_layouts(report.refused):
        out.said(Role.ATTENTION, sentence)
    for fault, n in report.by_fault.items():
        out.line("  " + _("{reason}: {n}").format(reason=words.fault(fault), n=number(n)))
    rows = [
        (_MARKS[one.is_wrong], one.attendee.code, one.attendee.name, words.fault(one.fault), _detail(one))
        for one in report.remarks
    ]
    out.rows(("", _("Code"), _("Name"), _("Finding"), _("About")), rows)


def _detail(one: Remark) -> str:
    return words.fault_detail(
        one.fault, one.text, characters=one.characters, size_pt=one.size_pt, dots=one.dots
    )
