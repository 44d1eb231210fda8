"""Runs one command, and is the door where its errors are caught: sentence and exit status."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Final, cast

from kiosk.cli.output import Output
from kiosk.cli.parser import USAGE
from kiosk.errors import Cancelled, MarhabaError, OurError
from kiosk.language import _

_log = logging.getLogger(__name__)

_COMMANDS: Final = {
    "create": ("stations", "create"),
    "doctor": ("stations", "doctor"),
    "rebuild": ("stations", "rebuild"),
    "demo": ("demonstration", "demo"),
    "import": ("roll", "import_roll"),
    "find": ("roll", "find"),
    "export": ("roll", "export"),
    "admit": ("doors", "admit"),
    "annul": ("doors", "annul"),
    "figures": ("doors", "figures"),
    "badge": ("badges", "badge"),
    "badges": ("badges", "badges"),
    "log": ("journal", "log"),
}


def run(asked: Namespace) -> int:
    """Do the command in `asked` and return the exit status: 0 done, 1 refused or wrong, 2 a fault."""
    out = Output(as_json=asked.json)
    try:
        status = _command(asked.command)(asked, out)
        sys.stdout.flush()
    except Cancelled:
        out.fault("cancelled", _("Stopped; nothing was changed."))
    except MarhabaError as error:
        out.trouble(error, asked.command)
    except KeyboardInterrupt:
        out.fault("cancelled", _("Stopped."))
    except BrokenPipeError:
        # Whoever read us has left; the interpreter must not complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001  the command line's one door for mistakes of ours
        _log.error("%s failed", asked.command, exc_info=error)
        out.trouble(OurError(type(error).__name__))
    else:
        return status
    return USAGE


def _command(name: str) -> Callable[[Namespace, Output], int]:
    """Return the function of a command; its module, and all that it brings, is imported only now."""
    module, function = _COMMANDS[name]
    found = getattr(importlib.import_module(f"kiosk.cli.{module}"), function)
    return cast("Callable[[Namespace, Output], int]", found)
