"""What is said of an attendee file: what its columns hold, and what is the matter with a row.

The keys are the values of `exchange`'s enums, which this room may not import; a test holds them equal.
"""

from __future__ import annotations

from typing import Final

from kiosk.language import N_, _, isolated

_PROBLEMS: Final = {
    "no_name_column": N_("No column holds the names: say which one does."),
    "name_missing": N_("There is no name; the row is left out."),
    "two_people": N_("Two people in one cell ({value}): give each a row of their own."),
    "duplicate": N_("The same person as in row {value}; this row is left out."),
    "text_too_long": N_("The text is too long ({value}…); the row is left out."),
    "text_not_printable": N_("Characters that cannot be printed ({value}); the row is left out."),
    "text_cut": N_("The text was too long and was cut ({value}…)."),
    "text_left_out": N_("Characters that cannot be printed were left out ({value})."),
    "broken_letters": N_("The letters are broken ({value}): save the file as UTF-8."),
    "phone_wrong": N_("Not a telephone number: {value}. It is kept as a remark."),
    "email_wrong": N_("Not an e-mail address: {value}. It is kept as a remark."),
    "status_unknown": N_("Unknown status: {value}. The guest is taken as confirmed."),
    "date_wrong": N_("Not a date: {value}. It is kept as a remark."),
    "number_rounded": N_(
        "The spreadsheet has rounded this code: {value}. Make the column text, and export again."
    ),
    "ragged": N_("This row has {value} cells, unlike the header: check its columns."),
}


def problem(kind: str, value: str = "") -> str:
    """Return what is the matter with a row of a file; `kind` is the value of a ProblemKind."""
    return _(_PROBLEMS[kind]).format(value=isolated(value))


_FIELDS: Final = {
    "full_name": N_("Full name"),
    "first_name": N_("First name"),
    "last_name": N_("Family name"),
    "name_latin": N_("Name in Latin letters"),
    "name_arabic": N_("Name in Arabic letters"),
    "first_name_arabic": N_("First name in Arabic"),
    "last_name_arabic": N_("Family name in Arabic"),
    "company": N_("Company"),
    "function": N_("Function"),
    "category": N_("Category"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "ticket": N_("Code of the ticket"),
    "reference": N_("Reference"),
    "position": N_("Number within the reference"),
    "status": N_("Status"),
    "paid": N_("Paid"),
    "blocked": N_("Blocked"),
    "attention": N_("Attention"),
    "note": N_("Remark"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "extra": N_("Kept as it is"),
    "ignored": N_("Left out"),
}


def column_field(field: str) -> str:
    """Return what a column holds, in words; `field` is the value of a Field."""
    return _(_FIELDS[field])


_SYSTEMS: Final = {
    "pretix": "pretix",
    "eventbrite": "Eventbrite",
    "odoo": "Odoo",
    "indico": "Indico",
    "hi_events": "Hi.Events",
    "attendize": "Attendize",
    "alf_io": "alf.io",
    "own": N_("a sheet of your own"),
}


def system(name: str) -> str:
    """Return what wrote a file, in words; `name` is the value of a System."""
    return _(_SYSTEMS[name])
