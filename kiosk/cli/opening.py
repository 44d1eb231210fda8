"""Opening the station that a command works on, for whoever does it, and closing it whatever happens."""

from __future__ import annotations

import getpass
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from kiosk import app
from kiosk.cli.output import shown
from kiosk.domain.staff import Member
from kiosk.errors import Cancelled, InputRefused, StationError, Trouble
from kiosk.language import _, number
from kiosk.operations import events, staff
from kiosk.operations.station import Station

_PIN: Final = "MARHABA_PIN"
_APPROVAL_PIN: Final = "MARHABA_APPROVAL_PIN"
_NEW_PIN: Final = "MARHABA_NEW_PIN"


@contextmanager
def reading(asked: Namespace) -> Iterator[Station]:
    """Give the station to look at, while a desk may be working there.

    Not so with somebody's PIN: every try is written down, so that the station is opened to work on.
    Cancelled if Ctrl+C is pressed meanwhile: whoever only looks has changed nothing.
    """
    try:
        yield from _opened(asked, reading=not (asked.duty or asked.approved_by))
    except KeyboardInterrupt:
        raise Cancelled from None


@contextmanager
def writing(asked: Namespace) -> Iterator[Station]:
    """Give the station to work on; refused while another program works there."""
    yield from _opened(asked, reading=False)


def _opened(asked: Namespace, *, reading: bool) -> Iterator[Station]:
    station = app.open_station(asked.station, reading=reading)
    try:
        with on_duty(station, asked):
            yield station
    finally:
        app.close(station)


def zone(station: Station) -> tzinfo:
    """Return the time zone in which times are told here: the event's, or Morocco's."""
    event = events.overview(station).event
    return ZoneInfo(event.time_zone) if event else timezone(timedelta(hours=1))


# -- who does it ---------------------------------------------------------------------------------------


@contextmanager
def on_duty(station: Station, asked: Namespace) -> Iterator[None]:
    """Have what the block does be done by whoever `--as` names, approved by whoever `--approved-by` names.

    InputRefused where there is nobody of this name, or the PIN is wrong, or nowhere to be had.
    """
    if asked.duty:
        one = staff.named(station, asked.duty)
        staff.sign_in(station, one.id, _pin(station, asked, one, _PIN))
    try:
        with _approval(station, asked):
            yield
    finally:
        with suppress(StationError):  # a full disk has told of itself
            staff.sign_out(station)


def _approval(station: Station, asked: Namespace) -> AbstractContextManager[None]:
    if not asked.approved_by or asked.right is None or staff.may(station, asked.right):
        return nullcontext()
    one = staff.named(station, asked.approved_by)
    pin = _pin(station, asked, one, _APPROVAL_PIN)
    return staff.approved(station, staff.approve(station, one.id, pin, asked.right))


def _pin(station: Station, asked: Namespace, one: Member, variable: str) -> str:
    """The member's PIN: from the environment, or typed, after whatever wait is due."""
    typed: dict[str, str] = vars(asked).setdefault("typed", {})
    if variable not in typed:
        typed[variable] = os.environ.get(variable) or _typed(_("PIN of {name}: "), one.name)
    if sys.stdin.isatty():
        _wait(station, one)
    return typed[variable]


def new_pin(name: str) -> str:
    """Return the new PIN of `name`: from the environment, or typed twice; InputRefused."""
    told = os.environ.get(_NEW_PIN)
    if told:
        return told
    first = _typed(_("New PIN of {name}: "), name)
    if _typed(_("New PIN of {name} once more: "), name) != first:
        raise InputRefused(Trouble.PIN_TYPED_TWICE)
    return first


def _typed(prompt: str, name: str) -> str:
    if not sys.stdin.isatty():  # nowhere to ask, or what is typed would be seen
        raise InputRefused(Trouble.PIN_MISSING, name=name)
    return getpass.getpass(shown(prompt.format(name=name)))


def _wait(station: Station, one: Member) -> None:
    """Serve the wait after wrong PINs here: another start would only begin it anew."""
    seconds = staff.remaining_s(station, one.id)
    if seconds:
        print(shown(_("Too many wrong PINs: waiting {n} s").format(n=number(seconds))), file=sys.stderr)
    while seconds:
        time.sleep(seconds)
        seconds = staff.remaining_s(station, one.id)
