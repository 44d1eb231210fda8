"""Who was turned away at a list and has not passed it since, read from the journal: no table keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from kiosk.domain.admission import Reason
from kiosk.store.admissions import moment


@dataclass(frozen=True, slots=True)
class Refusal:
    """When somebody was turned away, and why; None: for a reason that this version does not know."""

    at: datetime
    reason: Reason | None


# As text, for it is asked at every letter typed: whoever absorbed others answers for what was told of them.
_LAST: Final = """
    WITH asked AS (SELECT value AS id FROM json_each(?1)),
    who AS (
        SELECT id, id AS subject FROM asked
        UNION ALL SELECT stands, subject FROM absorbed WHERE stands IN (SELECT id FROM asked)
    )
    SELECT who.id, max(fact.hlc), fact.wall_ms, json_extract(fact.body, '$.reason')
    FROM who CROSS JOIN fact ON fact.subject = who.subject
    WHERE fact.kind = 'admission.refused' AND json_valid(fact.body)
    AND json_extract(fact.body, '$.list') = ?2
    AND fact.hlc > coalesce((
        SELECT max(hlc) FROM admission WHERE attendee_id = who.id AND list_id = ?2 AND NOT annulled
    ), 0)
    GROUP BY who.id
"""


def last_refused(connection: Connection, attendee_ids: Sequence[str], list_id: str) -> dict[str, Refusal]:
    """Return the last refusal of those of these people whose last act at this list it was."""
    rows = connection.exec_driver_sql(_LAST, (json.dumps(list(attendee_ids)), list_id))
    return {
        attendee_id: Refusal(moment(wall_ms), Reason(reason) if reason in tuple(Reason) else None)
        for attendee_id, _hlc, wall_ms, reason in rows
    }
