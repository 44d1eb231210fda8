"""What is said of a verdict, and of how far a registration has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.admission import Direction, Reason, Verdict
from kiosk.domain.people import Registration
from kiosk.language import N_, _, clock, isolated
from kiosk.words.said import Role, Said

if TYPE_CHECKING:
    from datetime import date, datetime

_REASONS: Final = {
    Reason.VALID: (Role.ADMITTED, N_("Welcome"), N_("The badge is on its way.")),
    Reason.UNKNOWN: (
        Role.REFUSED,
        N_("Not found"),
        N_("Type the guest's name. If it is not there, register the guest with F3."),
    ),
    Reason.CANCELLED: (
        Role.REFUSED,
        N_("Cancelled"),
        N_("This registration was cancelled. Send the guest to the organisers' desk."),
    ),
    Reason.BLOCKED: (Role.REFUSED, N_("Blocked"), N_("Do not let in. Call the person in charge.")),
    Reason.UNAPPROVED: (
        Role.ATTENTION,
        N_("To be approved"),
        N_("The organisers have not confirmed this registration. Call the person in charge."),
    ),
    Reason.INVALID_TIME: (
        Role.REFUSED,
        N_("Not valid now"),
        N_("This ticket is for another day or time. Check the date with the guest."),
    ),
    Reason.NOT_ON_LIST: (
        Role.REFUSED,
        N_("Not for this door"),
        N_("This badge does not open this list. Check the list chosen above (F4)."),
    ),
    Reason.UNPAID: (Role.ATTENTION, N_("Unpaid"), N_("Send the guest to the cash desk, then scan again.")),
    Reason.ALREADY_IN: (
        Role.ATTENTION,
        N_("Already in"),
        N_(
            "If the badge was lost, print it again with F8. If somebody else came, call the person in charge."
        ),
    ),
}


def verdict(given: Verdict, direction: Direction, *, today: date, first_at: datetime | None = None) -> Said:
    """Return what is said of a verdict on the day `today`.

    `first_at` is the time of the earlier entry that it is about, in the event's time zone.
    """
    role, word, advice = _REASONS[given.reason]
    if given.admitted and direction is Direction.EXIT:
        return Said(role, _("Goodbye"), _("Exit recorded."))
    detail = ""
    if given.first is not None and first_at is not None:
        same_day = first_at.date() == today
        template = (
            _("Entry already recorded at {time} · {desk}")
            if same_day
            else _("Entry already recorded on {day} at {time} · {desk}")
        )
        detail = template.format(
            day=isolated(f"{first_at:%d/%m}"),
            time=isolated(clock(first_at)),
            desk=isolated(given.first.station),
        )
    return Said(role, _(word), detail, _(advice))


_REGISTRATIONS: Final = {
    Registration.CONFIRMED: N_("confirmed"),
    Registration.PENDING: N_("awaiting approval"),
    Registration.UNPAID: N_("unpaid"),
    Registration.CANCELLED: N_("cancelled"),
    Registration.BLOCKED: N_("blocked"),
}


def registration(state: Registration) -> str:
    """Return the word for how far a registration has come."""
    return _(_REGISTRATIONS[state])
