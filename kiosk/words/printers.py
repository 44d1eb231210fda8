"""What is said of a printer, of its roll, and of somebody who has a badge already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.printers import Prints, Reprint
from kiosk.errors import Trouble
from kiosk.language import N_, _, isolated, ngettext, number
from kiosk.words.moments import when
from kiosk.words.printer_reasons import printer_reasons
from kiosk.words.said import Role, Said
from kiosk.words.troubles import told

if TYPE_CHECKING:
    from kiosk.domain.printers import Printer

_REPRINTS: Final = {
    Reprint.LOST: N_("Lost"),
    Reprint.DAMAGED: N_("Damaged"),
    Reprint.CORRECTED: N_("Something on it was wrong"),
    Reprint.NOT_PRINTED: N_("It never came out"),
}
_PRINTS: Final = {
    Prints.NEVER: N_("never"),
    Prints.ONCE: N_("once"),
    Prints.ALWAYS: N_("at every entry"),
}
_TROUBLES: Final = frozenset(Trouble)

# What stands on a sign of one or two words.
_SIGNS: Final = {
    "media-empty": N_("No paper"),
    "media-needed": N_("Wrong paper"),
    "wrong-media": N_("Wrong paper"),
    "media-jam": N_("Paper jam"),
    "cover-open": N_("Cover open"),
    "door-open": N_("Door open"),
    "toner-empty": N_("No ink"),
    "marker-supply-empty": N_("No ink"),
    "output-area-full": N_("Tray full"),
    "paused": N_("Paused"),
    "offline": N_("Off"),
    "shutdown": N_("Off"),
    Trouble.PRINTER_UNREACHABLE: N_("Off"),
    Trouble.PRINTER_UNKNOWN: N_("Not there"),
    Trouble.PRINT_FOLDER_UNWRITABLE: N_("No folder"),
}
_AWAY: Final = frozenset(
    (
        "offline",
        "shutdown",
        Trouble.PRINTER_UNREACHABLE,
        Trouble.PRINTER_UNKNOWN,
        Trouble.PRINT_FOLDER_UNWRITABLE,
    )
)
"""Nobody answers: the graver trouble, since no lamp at the printer tells why."""


class Had(Protocol):
    """A badge that somebody has, or that may come out yet."""

    @property
    def at(self) -> datetime:
        """When it was printed, or sent."""

    @property
    def station(self) -> str:
        """At which desk."""

    @property
    def waiting(self) -> bool:
        """Whether it has not come out yet, as far as is known."""


class State(Protocol):
    """A printer as it was when last asked."""

    @property
    def printer(self) -> Printer:
        """Which one."""

    @property
    def ready(self) -> bool:
        """Whether it prints what it is given."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why not: its own reasons, or the code of a Trouble."""

    @property
    def detail(self) -> str:
        """What it says itself."""

    @property
    def since(self) -> datetime | None:
        """Since when."""

    @property
    def labels_left(self) -> int:
        """The labels on its roll."""

    @property
    def labels_low(self) -> bool:
        """Whether the next roll should be at hand."""


def reprint(why: str) -> str:
    """Return the reason of a reprint in words: a usual one, or the text that somebody typed."""
    return _(_REPRINTS[Reprint(why)]) if why in _REPRINTS else why


def printed_before(earlier: Sequence[Had], zone: tzinfo, today: date) -> Said:
    """Return what is said before somebody gets a second badge; `earlier` are theirs, the last one first."""
    last = earlier[0]
    at, desk = when(last.at, zone, today), isolated(last.station)
    word = _("Already at the printer") if last.waiting else _("Already printed")
    detail = _("{time}, {desk}").format(time=at, desk=desk) if last.station else at
    advice = _("Another badge needs a reason; the one before then no longer works.")
    return Said(Role.ATTENTION, word, detail, advice)


def printer(state: State, zone: tzinfo, today: date) -> Said:
    """Return how a printer is: in a word, since when, and what to do."""
    name = isolated(state.printer.name)
    if not state.ready:
        return _not_ready(state, name, zone, today)
    if state.labels_low:
        left = state.labels_left
        text = ngettext("{n} label left", "{n} labels left", left).format(n=number(left))
        return Said(Role.ATTENTION, name, text, _("Have the next roll at hand."))
    known = printer_reasons(state.reasons)
    return Said(Role.ATTENTION if known else Role.ADMITTED, name, known[0] if known else _("Ready to print"))


def _not_ready(state: State, name: str, zone: tzinfo, today: date) -> Said:
    ours = next((one for one in state.reasons if one in _TROUBLES), None)
    advice = ""
    if ours is not None:
        values = {"printer": state.printer.name, "folder": state.printer.name, "detail": state.detail}
        said = told(Trouble(ours), values)
        detail, advice = said.detail, said.advice
    else:
        known = printer_reasons(state.reasons)
        detail = known[0] if known else state.detail or _("The printer prints nothing.")
    if state.since is not None:
        since = when(state.since, zone, today)
        detail = _("{what} (since {time}).").format(what=detail.rstrip(".。"), time=since)
    role = Role.REFUSED if _AWAY.intersection(state.reasons) else Role.ATTENTION
    return Said(role, name, detail, advice)


def printer_sign(state: State, zone: tzinfo, today: date) -> str:
    """Return what stands on a printer's sign while something is the matter with it; "" while nothing is."""
    if not state.ready:
        sign = sign_of(state.reasons)
        if state.since is None or not _AWAY.intersection(state.reasons):
            return sign
        return _("{sign} since {time}").format(sign=sign, time=when(state.since, zone, today))
    if state.labels_low:
        left = state.labels_left
        return ngettext("{n} label left", "{n} labels left", left).format(n=number(left))
    return ""


def sign_of(reasons: Sequence[str]) -> str:
    """Return in a word or two why a printer prints nothing."""
    return next((_(_SIGNS[one]) for one in reasons if one in _SIGNS), _("Look at it"))


def prints(one: Prints | None, otherwise: str = "") -> str:
    """Return when admissions print, in a word; `otherwise` where nothing is said."""
    return _(_PRINTS[one]) if one is not None else otherwise
