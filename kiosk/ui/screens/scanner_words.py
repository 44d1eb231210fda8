"""What is said of scanners while they are set up: how they are, what a test scan told, what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.language import N_, _, is_rtl, isolated
from kiosk.scanning.device import Kind, State
from kiosk.scanning.trial import CODES, Advice, Layout, Sample
from kiosk.scanning.wedge import GAP_MS

if TYPE_CHECKING:
    from kiosk.badge.scanner_card import Card
    from kiosk.scanning.trial import Trial

_KINDS: Final = {
    Kind.KEYBOARD: N_("A scanner that types like a keyboard"),
    Kind.SERIAL: N_("The scanner at the serial port"),
    Kind.CAMERA: N_("The camera"),
}
_STATES: Final = {
    State.STOPPED: N_("Off"),
    State.STARTING: N_("Starting…"),
    State.CONNECTED: N_("Ready to read"),
    State.DISCONNECTED: N_("Not connected"),
}
_HEARD: Final = {
    State.STOPPED: N_("Off"),
    State.STARTING: N_("Not heard yet"),
    State.CONNECTED: N_("Ready to read"),
    State.DISCONNECTED: N_("Not connected"),
}
_SAMPLES: Final = {
    Sample.OURS: N_("A badge of Marhaba"),
    Sample.TICKET: N_("A ticket of another system"),
    Sample.DIGITS: N_("Digits only"),
}
_LAYOUTS: Final = {
    Layout.US: N_("It types as a US keyboard does, as it should."),
    Layout.FRENCH: N_("It types as a French keyboard does."),
    Layout.GERMAN: N_("It types as a German keyboard does."),
}
_ADVICE: Final = {
    Advice.UNREADABLE: N_(
        "This is none of the three codes. If you scanned one of them, set the scanner back to how it was "
        "delivered, and its keyboard to “United States”."
    ),
    Advice.CUT_SHORT: N_(
        "Only a part of the code arrived. Hold the scanner still; if it happens again, let it pause a "
        "little more between characters."
    ),
    Advice.LAYOUT: N_("Set the scanner's keyboard to “United States”, whatever keyboard this computer has."),
    Advice.CASE: N_(
        "Capital and small letters are exchanged. Switch off “convert case” and “Caps Lock” in the scanner."
    ),
    Advice.TOO_SLOW: N_(
        "It types as slowly as a person. Set its pause between characters (“inter-character delay”) to none, "
        "or choose a slower pace here."
    ),
    Advice.NO_SUFFIX: N_(
        "It ends with no key, so that each guest waits a moment longer. Add “Enter” (“CR”) as its suffix."
    ),
    Advice.PREFIX: N_("It puts {text} before the code. Take its prefix off."),
    Advice.TAIL: N_("It puts {text} behind the code. Leave only “Enter” as its suffix."),
}


def kind(one: Trial) -> str:
    """Return by which scanner a code came."""
    return _(_KINDS[one.kind]) + (f" · {isolated(one.device)}" if one.device else "")


def state(one: State) -> str:
    """Return how a scanner is, in a word or two."""
    return _(_STATES[one])


def heard(one: State) -> str:
    """Return how a scanner is that nobody knows of before it is heard."""
    return _(_HEARD[one])


def gap(ms: int) -> str:
    """Return the pause between characters that a scanner may make."""
    return _("Pause up to {n} ms").format(n=ms)


def slow_gap(ms: int) -> str:
    """Return what comes of waiting for a slower scanner than usual; "" if this is none."""
    return _("Slow scanners are read now; fast typing may be taken for one.") if ms > GAP_MS else ""


def sample(one: Sample) -> str:
    """Return what a test code stands for."""
    return _(_SAMPLES[one])


def pace(trial: Trial) -> str:
    """Return how fast it was typed; "" where nothing was."""
    if trial.pace is None:
        return ""
    return _("{mean} ms between characters, {most} ms at most.").format(
        mean=round(trial.pace.mean_gap_ms), most=trial.pace.most_gap_ms
    )


def layout(trial: Trial) -> str:
    """Return as which keyboard it types; "" where it is none or cannot be told."""
    return _(_LAYOUTS[trial.layout]) if trial.layout is not None else ""


def verdict(trial: Trial) -> str:
    """Return in one sentence whether guests can be scanned so."""
    if trial.is_good:
        return _("This scanner is ready.") if not trial.advice else _("This scanner works.")
    return _("Something should be changed in this scanner.")


def advice(trial: Trial) -> list[str]:
    """Return what to change, the worst first."""
    around = {Advice.PREFIX: trial.before, Advice.TAIL: trial.behind}
    return [_(_ADVICE[one]).format(text=isolated(around.get(one, ""))) for one in trial.advice]


def card() -> Card:
    """Return what stands on the card to print."""
    from kiosk.badge.scanner_card import Card

    return Card(
        title=_("Setting a scanner up"),
        intro=_(
            "Open the page “Scanners” in Marhaba and scan the three codes. The page says what arrived, "
            "and what to change in the scanner."
        ),
        codes=tuple((sample(one), code) for one, code in CODES.items()),
        steps_title=_("How a scanner should be set"),
        steps=tuple(f"{number}.  {step}" for number, step in enumerate(_steps(), start=1)),
        foot=_(
            "The codes for these settings are in the scanner's own manual: every maker has others. "
            "The three codes above open no door."
        ),
        rtl=is_rtl(),
    )


def _steps() -> tuple[str, ...]:
    return (
        _("Keyboard: United States, whatever keyboard this computer has."),
        _("Suffix after each code: Enter (CR). Prefix: none."),
        _("Pause between characters: none."),
        _("Letters: as they are, no conversion to capital or small ones."),
        _("QR codes: on."),
        _("At a serial port: “USB-COM” (CDC), which no keyboard layout can disturb."),
    )
