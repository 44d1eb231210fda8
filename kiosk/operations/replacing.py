"""A badge that was lost or stolen: a new code for its holder, and the old one opens no door any more."""

from __future__ import annotations

from kiosk.domain import codes
from kiosk.domain.admission import Reason
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.admissions import queue_badge
from kiosk.operations.station import Station
from kiosk.store import journal, people
from kiosk.store.journal import Draft


def replace_badge(station: Station, attendee_id: str) -> tuple[Attendee, str]:
    """Give the person a new code, queue a badge with it, and return them as they are now with the job's id.

    All codes of ours that the person had are refused from now on, with the time and the desk; a ticket's
    code stays good.
    InputRefused with UNKNOWN_ATTENDEE.
    """
    staff.require(station, Right.REPLACE_BADGE)
    with station.database.write() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        body = {
            "code": codes.make(station.new_code_bits()),
            "revokes": one.code,
            "station": station.settings.name,
        }
        drafts = [Draft(Kind.BADGE_REPLACED, attendee_id, body)]
        if others := people.other_codes(connection, one):
            # Given by desks that had not met: nobody knows which of them the lost badge shows.
            barred = {"codes": others, "reason": Reason.REVOKED, "station": station.settings.name}
            drafts.append(Draft(Kind.CODES_BARRED, "", barred))
        journal.record(connection, station.author, drafts)
        now = people.attendee(connection, attendee_id)
        assert now is not None
        return now, queue_badge(connection, station, attendee_id)
