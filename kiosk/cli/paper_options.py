"""The grammar of what goes to paper many at a time: sheets of badges, and lists to tick at a door."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.cli import values
from kiosk.domain.staff import Right
from kiosk.language import _


def add_sheet(badges: argparse.ArgumentParser) -> None:
    """Add how badges go onto sheets."""
    badges.add_argument("--sheet", default="", metavar=_("STOCK"), help=_("on sheets; see marhaba stocks"))
    badges.add_argument(
        "--start",
        type=values.count,
        default=1,
        metavar="N",
        help=_("the first label that is still on the sheet"),
    )
    badges.add_argument("--crop-marks", action="store_true", help=_("marks to cut along"))
    badges.add_argument(
        "--backs",
        choices=("none", "long_edge", "short_edge"),
        default="none",
        help=_("backs on the other side, turned over the long or the short edge"),
    )
    badges.add_argument(
        "--mark-printed", action="store_true", help=_("write down that they were printed, too")
    )


def sheets(command: Any, add_list: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the commands of stocks, paper lists and their ticks, and of looking before printing."""
    audit = command(
        "audit",
        _("look at every badge before the night; exit status 1 if any would be wrong"),
        Right.PRINT_ALL,
    )
    audit.add_argument(
        "--dpi", type=values.count, default=203, metavar="N", help=_("the printer's dots to the inch")
    )

    command("stocks", _("the sheets of labels and other papers that badges can be printed on"))

    test = command(
        "sheet-test", _("a page that shows how far the printer is off on a stock"), Right.PRINT_ALL
    )
    test.add_argument("stock", metavar=_("STOCK"))
    target = test.add_mutually_exclusive_group(required=True)
    target.add_argument("--pdf", type=Path, metavar=_("FILE"), help=_("write it to this file"))
    target.add_argument("--print", action="store_true", help=_("print it"))
    test.add_argument(
        "--shift",
        type=float,
        nargs=2,
        metavar=("X", "Y"),
        help=_("first keep this shift for all sheets: millimetres to the right, and down"),
    )

    paper = command("door-list", _("a paper list to tick at a door, with a small code a guest"), Right.EXPORT)
    target = paper.add_mutually_exclusive_group(required=True)
    target.add_argument("--pdf", type=Path, metavar=_("FILE"), help=_("write it to this file"))
    target.add_argument("--print", action="store_true", help=_("print it"))
    add_list(paper)

    ticks = command("ticks", _("take the ticks of a paper list back in, at their time"), Right.OVERRIDE)
    ticks.add_argument("codes", nargs="*", metavar=_("CODE"))
    ticks.add_argument("--at", type=values.moment, metavar=_("TIME"), help=_("when, as 2024-10-24T09:30"))
    ticks.add_argument(
        "--file", type=Path, metavar=_("FILE"), help=_("a code a line, and after a semicolon its own time")
    )
    add_list(ticks)
