"""`marhaba` opens the window, `marhaba COMMAND` runs the command line; neither waits for the other."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks, and return the exit status."""
    told = sys.argv[1:] if argv is None else argv
    if not told:  # the desk's own start: nothing to understand, so nothing to wait for
        from kiosk.ui import application

        return application.run(None)
    return _understood(told)


def _understood(argv: Sequence[str]) -> int:
    from kiosk.cli import parser

    try:
        asked = parser.parse(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if asked.command and not (asked.command == "demo" and not asked.headless):
        from kiosk.cli import entry

        return entry.run(asked)
    from kiosk.ui import application

    if asked.command == "demo":
        return application.run(None, demo_size=asked.size, fresh=asked.fresh, language=asked.language)
    return application.run(asked.station, language=asked.language)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a packaged program is its own interpreter for the process that draws
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
