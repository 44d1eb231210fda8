"""What is said of what is not ours: a code that is no ticket here, what of another system's set-up was left.

The keys of the second are the values of `exchange`'s enum, which this room may not import; a test holds
them equal.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.foreign_codes import Foreign, ForeignKind
from kiosk.language import N_, _, isolated

_NAMED: Final = {
    ForeignKind.URL: N_("This is a web address ({name}), not a ticket."),
    ForeignKind.WIFI: N_("This is the code of a Wi-Fi network ({name}), not a ticket."),
    ForeignKind.CONTACT: N_("This is a contact card ({name}), not a ticket."),
    ForeignKind.EMAIL: N_("This is an e-mail address ({name}), not a ticket."),
    ForeignKind.PHONE: N_("This is a telephone number ({name}), not a ticket."),
}
_NAMELESS: Final = {
    ForeignKind.URL: N_("This is a web address, not a ticket."),
    ForeignKind.WIFI: N_("This is the code of a Wi-Fi network, not a ticket."),
    ForeignKind.CONTACT: N_("This is a contact card, not a ticket."),
    ForeignKind.EMAIL: N_("This is an e-mail address, not a ticket."),
    ForeignKind.PHONE: N_("This is a telephone number, not a ticket."),
    ForeignKind.OUR_OWN: N_("This badge is from another event."),
    ForeignKind.SIGNED: N_("This ticket is from another event."),
    ForeignKind.TOO_LONG: N_("This code is too long for a ticket. Please scan the ticket again."),
    ForeignKind.UNCLEAR: N_("This code did not come through clearly. Please scan it again."),
}


def foreign(one: Foreign) -> str:
    """Return what was scanned, in one sentence."""
    template = _NAMED.get(one.kind) if one.name else None
    if template is None:
        return _(_NAMELESS[one.kind])
    return _(template).format(name=isolated(one.name))


_REMARKS: Final = {
    "part_unknown": N_("Something unknown was left out: {value}."),
    "entry_broken": N_("An entry that cannot be read was left out: {value}."),
    "entry_repeated": N_("Two entries have the same number ({value}); the first was taken."),
    "more_pages": N_("The file is one page of several ({value}): save the other pages too."),
    "several_events": N_("The file holds several events ({value}): save the one you want alone."),
    "event_undated": N_("The event {value} has no first day and was left out."),
    "event_series": N_("{value} has several dates; set up one event for each."),
    "date_wrong": N_("Not a date: {value}."),
    "zone_unknown": N_("The time zone is not known ({value}); that of Morocco was taken."),
    "key_wrong": N_("A key of signed tickets cannot be read: {value}."),
    "text_wrong": N_("This text cannot be printed: {value}."),
    "field_not_taken": N_("This setting was not taken: {value}."),
    "one_date_only": N_("The list {value} is for one date of a series: check its rules."),
    "for_nobody": N_("{value} is for no product and was left out."),
    "rule_wrong": N_("The rule of {value} cannot be read; the list was left out."),
    "question_for_shop": N_("{value} is asked in the ticket shop only and was left out."),
    "file_question": N_("{value} asks for a file and was left out."),
    "type_unknown": N_("This kind of question is not known and was left out: {value}."),
    "no_options": N_("{value} has nothing to choose from and was left out."),
    "must_be_yes": N_("{value}: the ticket shop takes only yes; here no is taken too."),
    "code_wrong": N_("A revoked or blocked code cannot be read: {value}."),
    "and_more": N_("Remarks beyond these: {value}."),
}


def setup_remark(code: str, value: str = "") -> str:
    """Return what of another system's set-up was not taken; `code` is the value of a RemarkCode."""
    return _(_REMARKS[code]).format(value=isolated(value))
