"""What is said of a printer's own reasons: IPP's keywords (RFC 8011, 5.4.12) and the few that we add."""

from __future__ import annotations

from typing import Final

from kiosk.domain.printers import FOLDER
from kiosk.language import N_, _

# Those that a volunteer can do something about; suffixes are taken off before.
_PRINTER_REASONS: Final = {
    "media-empty": N_("The printer is out of paper: put paper in."),
    "media-needed": N_("There is other paper in the printer than the badge needs: change the roll."),
    "media-jam": N_("Paper is jammed: take it out."),
    "media-low": N_("The printer is nearly out of paper."),
    "cover-open": N_("The printer's cover is open: close it."),
    "door-open": N_("The printer's door is open: close it."),
    "toner-empty": N_("The printer is out of toner."),
    "marker-supply-empty": N_("The printer is out of ink or ribbon."),
    "offline": N_("The printer is switched off or unplugged."),
    "shutdown": N_("The printer is switched off or unplugged."),
    "connecting-to-device": N_("Waiting for the printer to answer."),
    "paused": N_("The printer is paused: press its start button."),
    "wrong-media": N_("There is other paper in the printer than the badge needs: change the roll."),
    "cancelled-at-printer": N_("Somebody cancelled this badge at the printer."),
    "gone": N_("The printer no longer knows this badge: look whether it was printed."),
    "backs-apart": N_("The printer prints on one side only: the back is on a paper of its own."),
    "stopped-partly": N_("The printer has stopped: look at its display."),
}
_SUFFIXES: Final = ("-error", "-warning", "-report")


def printer_reasons(reasons: tuple[str, ...]) -> list[str]:
    """Return the sentences for a printer's reasons, those that a person can do something about."""
    known = [_PRINTER_REASONS[bare] for reason in reasons if (bare := _bare(reason)) in _PRINTER_REASONS]
    return [_(text) for text in dict.fromkeys(known)]


def _bare(reason: str) -> str:
    for suffix in _SUFFIXES:
        reason = reason.removesuffix(suffix)
    return reason


def called(printer: str) -> str:
    """Return what people call a printer: a desk's folder by its word, others by their own names."""
    return _("Folder") if printer == FOLDER else printer
