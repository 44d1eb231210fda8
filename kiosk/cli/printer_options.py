"""The grammar of `printers`, `print-test` and `queue`: the printers, trying one, and what waits there."""

from __future__ import annotations

import argparse
from typing import Any

from kiosk.cli import values
from kiosk.domain.printers import Prints
from kiosk.domain.staff import Right
from kiosk.language import _

USUAL = "usual"
"""Takes a list's or a category's own word on printing away again."""


def printers(command: Any) -> None:
    """Add the three commands."""
    _printers(command)
    trial = command("print-test", _("print a test badge, and say whether it got there"), Right.PRINT)
    trial.add_argument(
        "printer",
        nargs="?",
        default="",
        metavar=_("PRINTER"),
        help=_("its name, or the address of one that is not this desk's yet; the usual one"),
    )
    _queue(command)


def _printers(command: Any) -> None:
    listed = command("printers", _("this desk's printers: how they are, what they are for, labels left"))
    listed.add_argument("--ask", action="store_true", help=_("ask them now; as they last told otherwise"))
    acts = listed.add_subparsers(dest="act", metavar=_("ACT"))
    listed.set_defaults(act="")

    command("find", _("which printers there are to choose: system, USB, network"), None, acts)

    add = command("add", _("print on another printer too"), Right.CONFIGURE, acts)
    add.add_argument("address", metavar=_("ADDRESS"), help=_("as “marhaba printers find” says it"))
    add.add_argument("--name", default="", metavar=_("NAME"), help=_("what its people call it"))
    _add_purpose(add)

    change = command("change", _("call a printer otherwise, or give it other badges"), Right.CONFIGURE, acts)
    _add_printer(change)
    change.add_argument("--name", default="", metavar=_("NAME"), help=_("what its people call it"))
    change.add_argument("--address", default="", metavar=_("ADDRESS"), help=_("where it is now"))
    _add_purpose(change)

    remove = command("remove", _("print on a printer no more"), Right.CONFIGURE, acts)
    _add_printer(remove)

    roll = command("roll", _("a new roll is in: count its labels from the first"), Right.PRINT, acts)
    _add_printer(roll)
    roll.add_argument("labels", nargs="?", type=values.count, metavar="N", help=_("how many are on it"))

    policy = command("policy", _("when admitting somebody prints a badge"), Right.EDIT_LISTS, acts)
    policy.add_argument(
        "prints",
        nargs="?",
        choices=(*Prints, USUAL),
        help=_("for the list or the category; without it, what holds now is said"),
    )
    about = policy.add_mutually_exclusive_group()
    about.add_argument("--list", default="", metavar=_("LIST"), help=_("a check-in list's title or id"))
    about.add_argument("--category", default="", metavar=_("CATEGORY"), help=_("a category's id"))


def _add_printer(one: argparse.ArgumentParser) -> None:
    one.add_argument("printer", metavar=_("PRINTER"), help=_("its name"))


def _add_purpose(one: argparse.ArgumentParser) -> None:
    labels = _("how many labels a new roll has; 0 if nobody counts them")
    one.add_argument("--labels", type=values.whole, metavar="N", help=labels)
    for_categories = _("print the badges of this category there; may be given several times, “” for none")
    one.add_argument("--category", action="append", metavar=_("CATEGORY"), help=for_categories)
    for_layouts = _("print the badges with this layout there; may be given several times, “” for none")
    one.add_argument("--layout", action="append", metavar=_("LAYOUT"), help=for_layouts)


def _queue(command: Any) -> None:
    queue = command("queue", _("what waits to be printed, and what a person must decide"), Right.PRINT)
    queue.add_argument("--printer", default="", metavar=_("PRINTER"), help=_("of one printer only"))
    acts = queue.add_subparsers(dest="act", metavar=_("ACT"))
    queue.set_defaults(act="")
    few = {
        "printed": _("it came out: count it as printed"),
        "again": _("it did not come out: print it again"),
    }
    for name, text in few.items():
        _add_jobs(command(name, text, Right.PRINT, acts))
    retry = command("retry", _("try now what waits or failed; all of it without a job"), Right.PRINT, acts)
    _add_jobs(retry, "*")
    cancel = command("cancel", _("take badges back before they are printed"), Right.PRINT, acts)
    _add_jobs(cancel)
    _add_anyway(cancel)
    move = command("move", _("send badges to another printer"), Right.PRINT, acts)
    _add_jobs(move, "*")
    move.add_argument(
        "--from", dest="origin", default="", metavar=_("PRINTER"), help=_("all that wait there")
    )
    move.add_argument("--to", required=True, metavar=_("PRINTER"), help=_("where they go"))
    _add_anyway(move)


def _add_jobs(one: argparse.ArgumentParser, number: str = "+") -> None:
    one.add_argument("jobs", nargs=number, metavar=_("JOB"), help=_("its id, or how that begins"))


def _add_anyway(one: argparse.ArgumentParser) -> None:
    text = _("even where nobody can tell whether it is printed")
    one.add_argument("--anyway", action="store_true", help=text)
