"""Where somebody stands at a door, in a few words: not in, inside since when, or turned away and why."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final, NamedTuple, Protocol

from kiosk.domain.admission import Reason
from kiosk.domain.people import Registration
from kiosk.language import _, clock, isolated
from kiosk.words.moments import presence
from kiosk.words.said import Role
from kiosk.words.verdicts import reason, registration

_REGISTERED: Final = {
    Registration.CANCELLED: Role.REFUSED,
    Registration.BLOCKED: Role.REFUSED,
    Registration.PENDING: Role.ATTENTION,
    Registration.UNPAID: Role.ATTENTION,
}
"""How serious a registration is with which nobody passes at once."""

_SAID_ALREADY: Final = {
    Reason.CANCELLED: Registration.CANCELLED,
    Reason.BLOCKED: Registration.BLOCKED,
    Reason.UNAPPROVED: Registration.PENDING,
    Reason.UNPAID: Registration.UNPAID,
}
"""Why somebody is turned away whose registration is such."""


class There(Protocol):
    """Where a person stands on a list."""

    @property
    def inside(self) -> bool:
        """Whether they are in."""

    @property
    def last_at(self) -> datetime | None:
        """When they last passed."""


class TurnedAway(Protocol):
    """A refusal after which nothing else happened."""

    @property
    def at(self) -> datetime:
        """When it was."""

    @property
    def reason(self) -> Reason | None:
        """Why."""


class Standing(NamedTuple):
    """The words, and how serious it is: for its sign, beside its colour. None: nothing to say of it yet."""

    text: str
    role: Role | None


def standing(state: Registration, there: There, refused: TurnedAway | None, zone: tzinfo | None) -> Standing:
    """Return where a person stands: their registration unless all is well, then what last happened here."""
    passed = _at_door(state, there, refused, zone)
    if state is Registration.CONFIRMED:
        return passed
    happened = there.last_at is not None or refused is not None
    role = _REGISTERED.get(state, passed.role)
    return Standing(registration(state) + (f" · {passed.text}" if happened else ""), role)


def _at_door(state: Registration, there: There, refused: TurnedAway | None, zone: tzinfo | None) -> Standing:
    been = presence(there.last_at, zone, inside=there.inside)
    if refused is None:
        return Standing(been, Role.ADMITTED if there.inside else None)
    if there.inside and refused.reason is Reason.ALREADY_IN and there.last_at is not None:
        text = _("already in, since {time}")
        return Standing(text.format(time=isolated(clock(there.last_at.astimezone(zone)))), Role.ATTENTION)
    return Standing(turned_away(state, refused, zone), Role.REFUSED)


def turned_away(state: Registration, refused: TurnedAway, zone: tzinfo | None) -> str:
    """Return when somebody was turned away, and why unless their registration says so."""
    time = isolated(clock(refused.at.astimezone(zone)))
    if refused.reason is None or _SAID_ALREADY.get(refused.reason) is state:
        return _("turned away at {time}").format(time=time)
    text = _("turned away at {time}: {reason}")
    return text.format(time=time, reason=isolated(reason(refused.reason)))
