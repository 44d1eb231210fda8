"""Where the menu leads: each screen with its key, its sign and the right that it takes to be there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.domain.staff import MAY, Right, Role
from kiosk.language import N_


class Place(StrEnum):
    """A screen beside the reception."""

    IMPORT = "import"
    TWINS = "twins"
    LISTS = "lists"
    QUESTIONS = "questions"
    LAYOUTS = "layouts"
    AUDIT = "audit"
    SHEETS = "sheets"
    PAPER_LISTS = "paper_lists"
    PRINTS = "prints"
    PRINTERS = "printers"
    SCANNERS = "scanners"
    STAFF = "staff"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Way:
    """How a place is reached: `title` as the menu says it, `key` (none for some), and who may be there."""

    title: str
    key: str
    icon: str
    right: Right


WAYS: Final = {
    Place.IMPORT: Way(N_("Import attendees"), "Ctrl+I", "file-up", Right.IMPORT),
    Place.TWINS: Way(N_("Guests twice on the roll"), "", "copy", Right.MERGE),
    # Whoever is on duty may look; the screens themselves let only some change anything.
    Place.LISTS: Way(N_("Lists"), "Ctrl+L", "calendar-days", Right.LOOK_UP),
    Place.QUESTIONS: Way(N_("Questions at the door"), "", "circle-question-mark", Right.LOOK_UP),
    Place.LAYOUTS: Way(N_("Badge layouts"), "", "id-card", Right.PRINT_ALL),
    Place.AUDIT: Way(N_("Check the badges"), "", "list-checks", Right.PRINT_ALL),
    Place.SHEETS: Way(N_("Print the roll"), "Ctrl+P", "printer", Right.PRINT_ALL),
    Place.PAPER_LISTS: Way(N_("Paper lists"), "", "square-check", Right.EXPORT),
    Place.PRINTS: Way(N_("Prints"), "Ctrl+B", "printer-check", Right.PRINT),
    Place.PRINTERS: Way(N_("Printers"), "", "settings", Right.CONFIGURE),
    Place.SCANNERS: Way(N_("Scanners"), "", "scan-line", Right.LOOK_UP),
    Place.STAFF: Way(N_("Staff"), "", "users", Right.MANAGE_STAFF),
    Place.RIGHTS: Way(N_("Who may do what"), "", "shield-check", Right.SCAN),
}


def least_role(right: Right) -> Role:
    """Return the least trusted role that has this right."""
    return next(role for role in Role if role in MAY[right])
