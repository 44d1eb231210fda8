"""`door-list` and `ticks`: a list on paper for a door, and its ticks taken back in."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.errors import FileRefused, InputRefused, Trouble
from kiosk.language import _, ngettext, number
from kiosk.operations import door_lists, events, exports
from kiosk.operations.ticks import Taken, Tick, take
from kiosk.words import Role
from kiosk.words.paper import ticks_taken

NOT_ALL: Final = 1
_SIZE_LIMIT: Final = 10_000_000
_STANDARD_INPUT: Final = Path("-")


def door_list(asked: Namespace, out: Output) -> int:
    """The paper list of a check-in list, to a file or to the printer."""
    if asked.print:
        return _print(asked, out)
    with opening.reading(asked) as station, out.progress(_("Drawing the list")) as tell:
        chosen = events.resolve_list(station, asked.list)
        pages = 0

        def on_page(page: int) -> None:
            nonlocal pages
            pages = page
            tell(page, 0)

        drawn = door_lists.door_list(station, chosen.id, on_page)
        exports.write_file(asked.pdf, drawn.pdf)
    if out.as_json:
        out.json({"file": str(asked.pdf), "list": chosen.id, "pages": pages})
        return 0
    text = ngettext("{n} page in {file}", "{n} pages in {file}", pages)
    out.said(Role.ADMITTED, text.format(n=number(pages), file=asked.pdf))
    return 0


def _print(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        chosen = events.resolve_list(station, asked.list)
        job = door_lists.print_list(station, chosen.id)
    if out.as_json:
        out.json({"file": "", "list": chosen.id, "job": job})
    else:
        out.said(Role.ADMITTED, _("The list is at the printer."))
    return 0


def ticks(asked: Namespace, out: Output) -> int:
    """Write an entry for every tick; 1 if some codes are nobody's."""
    with opening.writing(asked) as station:
        zone = opening.zone(station)
        chosen = events.resolve_list(station, asked.list)
        at = _in_zone(asked.at, zone) if asked.at else None
        found = [Tick(code, _moment(at, code)) for code in asked.codes]
        if asked.file:
            found += _read(asked.file, at, zone)
        taken = take(station, chosen.id, found)
    if out.as_json:
        out.json(
            {
                "list": chosen.id,
                "entered": [one.code for one in taken.entered],
                "known": taken.known,
                "unknown": list(taken.unknown),
            }
        )
    else:
        _say(out, taken)
    return NOT_ALL if taken.unknown else 0


def _say(out: Output, taken: Taken) -> None:
    out.said(Role.ADMITTED, ticks_taken(len(taken.entered), taken.known, 0))
    for code in taken.unknown:
        out.said(Role.REFUSED, _("Nobody has this code"), code)


def _read(file: Path, at: datetime | None, zone: tzinfo) -> Iterator[Tick]:
    """Yield the ticks of a file: a code a line, and after a semicolon its time."""
    for line in _text(file).splitlines():
        code, _semicolon, time = (part.strip() for part in line.partition(";"))
        if code:
            yield Tick(code, _in_zone(_parsed(time), zone) if time else _moment(at, code))


def _text(file: Path) -> str:
    if file == _STANDARD_INPUT:
        return sys.stdin.read(_SIZE_LIMIT)
    try:
        with file.open(encoding="utf-8-sig") as stream:
            return stream.read(_SIZE_LIMIT)
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=file) from error
    except UnicodeDecodeError as error:
        raise FileRefused(Trouble.FILE_UNKNOWN_TEXT, file=file) from error
    except OSError as error:
        raise FileRefused(Trouble.FILE_UNREADABLE, file=file, detail=error.strerror or "") from error


def _parsed(text: str) -> datetime:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    raise InputRefused(Trouble.TICK_WRONG, value=text)


def _moment(at: datetime | None, code: str) -> datetime:
    if at is None:
        raise InputRefused(Trouble.TICK_TIMELESS, value=code)
    return at


def _in_zone(at: datetime, zone: tzinfo) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=zone)
