"""Runs one command, and is the door where its errors are caught: sentence and exit status."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Final, cast

from kiosk import words
from kiosk.cli.output import Output
from kiosk.cli.parser import USAGE
from kiosk.domain.staff import Right
from kiosk.errors import Cancelled, MarhabaError, NeedsApproval, OurError
from kiosk.language import _

STOPPED: Final = 130
"""Exit status of a command that somebody stopped, as shells tell of Ctrl+C."""

_log = logging.getLogger(__name__)

_COMMANDS: Final = {
    "create": ("stations", "create"),
    "doctor": ("stations", "doctor"),
    "rebuild": ("stations", "rebuild"),
    "demo": ("demonstration", "demo"),
    "import": ("roll", "import_roll"),
    "find": ("roll", "find"),
    "duplicates": ("twins", "duplicates"),
    "merge": ("twins", "merge"),
    "keep-apart": ("twins", "keep_apart"),
    "reconsider": ("twins", "reconsider"),
    "export": ("roll", "export"),
    "admit": ("doors", "admit"),
    "annul": ("doors", "annul"),
    "figures": ("doors", "figures"),
    "history": ("history", "history"),
    "replace": ("history", "replace"),
    "lists": ("lists", "lists"),
    "may": ("lists", "may"),
    "configure": ("lists", "configure"),
    "badge": ("badges", "badge"),
    "badges": ("badges", "badges"),
    "audit": ("audit", "audit"),
    "stocks": ("sheets", "stocks"),
    "sheet-test": ("sheets", "sheet_test"),
    "door-list": ("door_lists", "door_list"),
    "ticks": ("door_lists", "ticks"),
    "layout": ("layouts", "layout"),
    "printers": ("printers", "printers"),
    "print-test": ("printers", "print_test"),
    "queue": ("queue", "queue"),
    "photos": ("photos", "photos"),
    "log": ("journal", "log"),
    "staff": ("staff", "staff"),
    "rights": ("staff", "rights"),
}


def run(asked: Namespace) -> int:
    """Do the command in `asked` and return the exit status.

    0 done, 1 refused or wrong, 2 a fault, 130 stopped.
    """
    out = Output(as_json=asked.json)
    try:
        status = _done(asked, out)
        sys.stdout.flush()
    except Cancelled:
        return stopped(out)
    except NeedsApproval as error:
        hint = _("Say who: marhaba --as NAME, or marhaba --approved-by NAME")
        out.fault(error.code, f"{words.sentence(error)} {hint}")
    except MarhabaError as error:
        out.trouble(error, asked.command)
    except KeyboardInterrupt:  # while something was written: what was done until then stays
        out.fault("cancelled", _("Stopped."))
        return STOPPED
    except BrokenPipeError:
        # Whoever read us has left; the interpreter must not complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001  the command line's one door for mistakes of ours
        _log.error("%s failed", asked.command, exc_info=error)
        out.trouble(OurError(type(error).__name__))
    else:
        return status
    return USAGE


def stopped(out: Output) -> int:
    """Say that nothing came of the command, since somebody stopped it; return the exit status."""
    out.fault("cancelled", _("Stopped; nothing was changed."))
    return STOPPED


def _done(asked: Namespace, out: Output) -> int:
    """The exit status. A command that turns out to need an approval is begun again with it."""
    command = _command(asked.command)
    try:
        return command(asked, out)
    except NeedsApproval as error:
        if not asked.approved_by or asked.right == error.right:
            raise
        asked.right = Right(error.right)
    return command(asked, out)


def _command(name: str) -> Callable[[Namespace, Output], int]:
    """Return the function of a command; Cancelled. Its module, and all it brings, is imported only now."""
    module, function = _COMMANDS[name]
    try:
        found = getattr(importlib.import_module(f"kiosk.cli.{module}"), function)
    except KeyboardInterrupt:
        raise Cancelled from None
    return cast("Callable[[Namespace, Output], int]", found)
