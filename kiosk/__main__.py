"""`marhaba` opens the window, `marhaba COMMAND` runs the command line; neither waits for the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks, and return the exit status."""
    told = sys.argv[1:] if argv is None else argv
    if not told:  # the desk's own start: nothing to understand, so nothing to wait for
        from kiosk.ui import application

        return application.run(None)
    try:
        does = _understood(told)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except KeyboardInterrupt:  # while libraries were read: nothing had begun
        from kiosk.cli import entry, parser
        from kiosk.cli.output import Output

        return entry.stopped(Output(as_json=parser.first_look(told).json))
    return does()


def _understood(argv: Sequence[str]) -> Callable[[], int]:
    """Return what is to be done. SystemExit where all was said already, as after a mistake."""
    from kiosk.cli import parser

    asked = parser.parse(argv)
    if asked.command and not (asked.command == "demo" and not asked.headless):
        from kiosk.cli import entry

        return partial(entry.run, asked)
    from kiosk.ui import application

    if asked.command == "demo":
        return partial(
            application.run, None, demo_size=asked.size, fresh=asked.fresh, language=asked.language
        )
    return partial(application.run, asked.station, language=asked.language)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a packaged program is its own interpreter for the process that draws
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
