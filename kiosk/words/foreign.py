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
    ForeignKind.TOO_LONG: N_("This code is too long for a ticket."),
}


def foreign(one: Foreign) -> str:
    """Return what was scanned, in one sentence."""
    template = _NAMED.get(one.kind) if one.name else None
    if template is None:
        return _(_NAMELESS[one.kind])
    return _(template).format(name=isolated(one.name))
