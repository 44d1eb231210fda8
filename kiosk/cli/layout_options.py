"""The grammar of `layout`: listing, taking and choosing how badges look."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from kiosk.domain.staff import Right
from kiosk.language import _

_SIZE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[x×]\s*(\d{1,3}(?:\.\d+)?)")


def layouts(command: Any) -> None:
    """Add `layout` with its acts; without one it lists."""
    layout = command("layout", _("how badges look: the layouts there are, and for whom"))
    acts = layout.add_subparsers(dest="act", metavar=_("ACT"))
    layout.set_defaults(act="")

    take = command(
        "import",
        _("take a layout of pretix or of ours, its pictures, or both in a ZIP"),
        Right.CONFIGURE,
        acts,
    )
    take.add_argument("file", type=Path, metavar=_("FILE"))
    take.add_argument("--id", default="", metavar=_("ID"), help=_("what it is called here; as the file"))
    take.add_argument(
        "--size",
        type=_size,
        metavar=_("MM"),
        help=_("how large the badge is, as 148x105, if the file does not say"),
    )

    export = command("export", _("write a layout to a file, to be changed and taken back"), None, acts)
    export.add_argument("layout", metavar=_("LAYOUT"), help=_("its id"))
    export.add_argument("file", type=Path, metavar=_("FILE"))

    remove = command("remove", _("take one of the station's own layouts away"), Right.CONFIGURE, acts)
    remove.add_argument("layout", metavar=_("LAYOUT"), help=_("its id"))

    use = command("use", _("print with a layout from now on"), Right.CONFIGURE, acts)
    use.add_argument(
        "layout",
        metavar=_("LAYOUT"),
        help=_("its id; with a category also “none” for no badge, or “usual”"),
    )
    use.add_argument("--category", default="", metavar=_("CATEGORY"), help=_("for one category only"))


def photos(command: Any) -> None:
    """Add `photos`."""
    told = _("take photographs, each with whom it is of: files, folders or ZIP archives")
    take = command("photos", told, Right.IMPORT)
    take.add_argument("places", nargs="+", type=Path, metavar=_("FILE"))


def _size(text: str) -> tuple[float, float]:
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(_("not a size such as 148x105: {text}").format(text=text))
    return float(found[1]), float(found[2])
