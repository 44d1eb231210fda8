"""Another badge for somebody who had one: with a new code, and the old one opens no door any more."""

from __future__ import annotations

from kiosk.domain import codes
from kiosk.domain.admission import Reason
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee
from kiosk.domain.printers import Reprint
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import print_queue, staff
from kiosk.operations.routing import queue_badge
from kiosk.operations.station import Station
from kiosk.store import journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.print_jobs import Pace


def replace_badge(station: Station, attendee_id: str, why: str = Reprint.LOST) -> tuple[Attendee, str]:
    """Give the person a new code, queue a badge with it, and return them as they are now with the job's id.

    All codes of ours that the person had are refused from now on, with the time and the desk; a ticket's
    code stays good. `why` is one of Reprint, or any other text. InputRefused with UNKNOWN_ATTENDEE;
    NeedsApproval.
    """
    staff.require(station, Right.REPLACE_BADGE)
    with station.database.write() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        job_id = replaced(connection, station, one, why)
        now = people.attendee(connection, attendee_id)
        assert now is not None
        return now, job_id


def replaced(
    connection: Connection, station: Station, one: Attendee, why: str, *, pace: Pace = Pace.AT_DESK
) -> str:
    """Do as `replace_badge` within a transaction, and return the job's id; `pace` as `queue_badge`.

    Badges of the person that wait for a printer give way to this one; one that a printer has already
    may still come out, and opens no door.
    """
    body = {
        "code": codes.make(station.new_code_bits()),
        "revokes": one.code,
        "station": station.settings.name,
        "why": why,
    }
    drafts = [Draft(Kind.BADGE_REPLACED, one.id, body)]
    if others := people.other_codes(connection, one):
        # Given by desks that had not met: nobody knows which of them the lost badge shows.
        barred = {"codes": others, "reason": Reason.REVOKED, "station": station.settings.name}
        drafts.append(Draft(Kind.CODES_BARRED, "", barred))
    journal.record(connection, station.author, drafts)
    print_queue.cancel_waiting(connection, station, one.id)
    return queue_badge(connection, station, one.id, why=why, pace=pace)
