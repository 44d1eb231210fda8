"""What roles, rights and weak PINs are called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.domain.pins import Weakness
from kiosk.domain.staff import Right, Role
from kiosk.language import N_, _

_ROLES: Final = {
    Role.SELF_SERVICE: N_("Self-service"),
    Role.OPERATOR: N_("Operator"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

_RIGHTS: Final = {
    Right.SCAN: N_("Scan tickets and badges"),
    Right.LOOK_UP: N_("Look guests up"),
    Right.CHOOSE_LIST: N_("Choose the list"),
    Right.CORRECT: N_("Correct what is known of a guest"),
    Right.REGISTER: N_("Register a guest"),
    Right.PRINT: N_("Print a badge"),
    Right.REPLACE_BADGE: N_("Replace a badge"),
    Right.SEE_HISTORY: N_("See a guest's history"),
    Right.UNDO: N_("Undo one's own last act"),
    Right.CONFIRM_PAYMENT: N_("Confirm a payment"),
    Right.OVERRIDE: N_("Admit a guest anyway"),
    Right.SKIP_QUESTIONS: N_("Skip questions"),
    Right.ANNUL: N_("Take back an entry"),
    Right.MERGE: N_("Merge two guests who are one"),
    Right.PRINT_ALL: N_("Print many badges"),
    Right.IMPORT: N_("Import guests"),
    Right.EXPORT: N_("Export guests and attendance"),
    Right.SEE_LOG: N_("See the journal"),
    Right.EDIT_LISTS: N_("Change lists"),
    Right.MANAGE_STAFF: N_("Manage staff"),
    Right.CONFIGURE: N_("Set up the event and the desk"),
}

_WEAK: Final = {
    Weakness.NOT_DIGITS: N_("A PIN has digits only."),
    Weakness.TOO_SHORT: N_("A PIN has at least 6 digits."),
    Weakness.TOO_LONG: N_("A PIN has at most 32 digits."),
    Weakness.ONE_DIGIT: N_("This PIN is one digit again and again."),
    Weakness.RUN: N_("The digits of this PIN follow each other."),
    Weakness.REPEATED: N_("This PIN repeats the same digits."),
    Weakness.DATE: N_("This PIN is a date."),
    Weakness.COMMON: N_("Many people use this PIN."),
}


def role(one: Role) -> str:
    """Return what a role is called."""
    return _(_ROLES[one])


def roles(some: Iterable[str]) -> str:
    """Return the names of these roles in one line, from the least to the most trusted."""
    wanted = frozenset(some)
    return _(", ").join(role(one) for one in Role if one in wanted)


def right(one: Right) -> str:
    """Return what a right lets somebody do."""
    return _(_RIGHTS[one])


def weakness(one: Weakness) -> str:
    """Return what is wrong with a PIN that cannot be taken."""
    return _(_WEAK[one])
