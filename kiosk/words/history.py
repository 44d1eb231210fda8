"""What is said of something that happened to a guest: a line of their history."""

from __future__ import annotations

from typing import Final

from kiosk.domain.admission import Direction
from kiosk.domain.facts import Kind
from kiosk.language import N_, _, isolated
from kiosk.words import guests
from kiosk.words.judged import Happened
from kiosk.words.said import Role
from kiosk.words.verdicts import reason

_KINDS: Final = {
    Kind.ATTENDEE_IMPORTED: N_("Taken from a file"),
    Kind.ATTENDEE_REGISTERED: N_("Registered at the desk"),
    Kind.ATTENDEE_EDITED: N_("Corrected"),
    Kind.ATTENDEE_ANSWERED: N_("Answered at the door"),
    Kind.BADGE_PRINTED: N_("Badge printed"),
    Kind.BADGE_REPLACED: N_("Badge replaced"),
}

_PAIRINGS: Final = {
    Kind.ATTENDEE_MERGED: N_("Merged with {name}"),
    Kind.ATTENDEE_KEPT_APART: N_("Kept apart from {name}"),
}

_TAKEN_BACK: Final = {
    "admission": N_("Entry or exit of {time} taken back"),
    "correction": N_("Correction of {time} taken back"),
    "registration": N_("Registration of {time} taken back"),
    "merge": N_("Merge of {time} taken back: they are two again"),
    "keeping_apart": N_("Kept apart at {time}: taken back"),
}


def taken_back(act: str, time: str) -> str:
    """Return what was taken back; `act` is the value of an Act, `time` when it had been done."""
    return _(_TAKEN_BACK[act]).format(time=isolated(time))


def happened(one: Happened) -> str:
    """Return what happened, in a few words: "Entry", "Refused: Full", "Exit, at the end of the day"."""
    said = _happened(one)
    return _("{what} (taken back)").format(what=said) if one.annulled else said


def _happened(one: Happened) -> str:
    if one.kind is Kind.ADMISSION_REFUSED:
        return (
            _("Refused: {reason}").format(reason=isolated(reason(one.reason))) if one.reason else _("Refused")
        )
    if one.kind in _PAIRINGS:
        return _(_PAIRINGS[one.kind]).format(name=isolated(guests.name(one.other) if one.other else ""))
    if one.kind is not Kind.ADMISSION_GIVEN:
        return _(_KINDS[one.kind]) if one.kind in _KINDS else one.kind
    if one.direction is Direction.EXIT:
        return _("Exit, at the end of the day") if one.automatic else _("Exit")
    if one.reason is not None:
        because = " · ".join(
            filter(None, (isolated(reason(one.reason)), isolated(one.why) if one.why else ""))
        )
        return _("Let in all the same: {reason}").format(reason=because)
    return _("Entry, payment confirmed") if one.paid else _("Entry")


def happened_role(one: Happened) -> Role:
    """Return how serious it is, for its sign and its colour."""
    if one.kind is Kind.ADMISSION_REFUSED:
        return Role.REFUSED
    if one.kind is not Kind.ADMISSION_GIVEN or one.annulled or one.direction is Direction.EXIT:
        return Role.INFORMATION
    return Role.ATTENTION if one.reason is not None else Role.ADMITTED
