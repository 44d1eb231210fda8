"""`log`: what happened, a line an entry."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo

from kiosk.cli import opening, records
from kiosk.cli.output import Output
from kiosk.domain.facts import Fact
from kiosk.language import _
from kiosk.operations import journal
from kiosk.store.admissions import moment


def log(asked: Namespace, out: Output) -> int:
    """Say the last entries of the journal, newest first."""
    with opening.reading(asked) as station:
        zone = opening.zone(station)
        facts = journal.log(station, asked.limit, code=asked.code, kind=asked.kind)
    if out.as_json:
        out.json([records.fact(one, zone) for one in facts])
        return 0
    titles = (_("Time"), _("Desk"), _("Number"), _("What"), _("About"), _("Content"))
    out.rows(titles, [_row(one, zone) for one in facts])
    return 0


def _row(one: Fact, zone: tzinfo) -> tuple[str, ...]:
    at = moment(one.wall_ms).astimezone(zone)
    return f"{at:%Y-%m-%d %H:%M:%S}", one.origin, str(one.seq), one.kind, one.subject, one.body
