"""Who may do what at a desk; what makes a good PIN is told in `pins.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody at a desk is there for, from the least to the most trusted."""

    SELF_SERVICE = "self_service"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """Something that can be done at a desk."""

    SCAN = "scan"
    LOOK_UP = "look_up"
    CHOOSE_LIST = "choose_list"
    CORRECT = "correct"
    REGISTER = "register"
    PRINT = "print"
    REPLACE_BADGE = "replace_badge"
    SEE_HISTORY = "see_history"
    UNDO = "undo"
    CONFIRM_PAYMENT = "confirm_payment"
    OVERRIDE = "override"
    SKIP_QUESTIONS = "skip_questions"
    ANNUL = "annul"
    MERGE = "merge"
    PRINT_ALL = "print_all"
    IMPORT = "import"
    EXPORT = "export"
    SEE_LOG = "see_log"
    EDIT_LISTS = "edit_lists"
    MANAGE_STAFF = "manage_staff"
    CONFIGURE = "configure"


_EVERYBODY: Final = frozenset(Role)
_STAFF: Final = _EVERYBODY - {Role.SELF_SERVICE}
_IN_CHARGE: Final = _STAFF - {Role.OPERATOR}
_ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})

MAY: Final[dict[Right, frozenset[Role]]] = {
    Right.SCAN: _EVERYBODY,
    Right.LOOK_UP: _STAFF,
    Right.CHOOSE_LIST: _STAFF,
    Right.CORRECT: _STAFF,
    Right.REGISTER: _STAFF,
    Right.PRINT: _STAFF,
    Right.REPLACE_BADGE: _STAFF,
    Right.SEE_HISTORY: _STAFF,
    Right.UNDO: _STAFF,
    Right.CONFIRM_PAYMENT: _STAFF,
    Right.OVERRIDE: _IN_CHARGE,
    Right.SKIP_QUESTIONS: _IN_CHARGE,
    Right.ANNUL: _IN_CHARGE,
    Right.MERGE: _IN_CHARGE,
    Right.PRINT_ALL: _IN_CHARGE,
    Right.IMPORT: _IN_CHARGE,
    Right.EXPORT: _IN_CHARGE,
    Right.SEE_LOG: _IN_CHARGE,
    Right.EDIT_LISTS: _IN_CHARGE,
    Right.MANAGE_STAFF: _ADMINISTRATOR,
    Right.CONFIGURE: _ADMINISTRATOR,
}
"""Who may do what: the one table."""

SAFE: Final = Role.SELF_SERVICE
"""The role of a desk that nobody has signed in at."""


def may(role: Role, right: Right) -> bool:
    """Return whether somebody in `role` has this right."""
    return role in MAY[right]


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff. `active` False: has left, and may not sign in any more."""

    id: str
    name: str
    role: Role
    active: bool = True
