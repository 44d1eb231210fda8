"""What the command line says: lines and tables for people, one JSON value for programs.

People's output goes to the standard output, remarks and progress to the standard error. Data never
brings its own line breaks, colours or directions along: they are shown escaped.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from kiosk import words
from kiosk.errors import MarhabaError, Trouble
from kiosk.language import _
from kiosk.words import Role

Progress = Callable[[int, int], None]

_ISOLATES: Final = str.maketrans("", "", "\u2068\u2069")
_JOINERS: Final = "\u200c\u200d"
_MARKS: Final = {
    Role.ADMITTED: ("✓", "bold green"),
    Role.ATTENTION: ("!", "bold yellow"),
    Role.REFUSED: ("✗", "bold red"),
    Role.INFORMATION: ("i", "bold blue"),
}
_NO_STATION: Final = (Trouble.STATION_MISSING, Trouble.STATION_NOT_ONE, Trouble.NO_EVENT)


def shown(text: str) -> str:
    """Return `text` as one harmless line: control characters, line breaks and overrides are escaped.

    The isolates that our own sentences put around values go: few terminals know them, and no program.
    """
    bare = text.translate(_ISOLATES)
    return bare if bare.isprintable() else "".join(map(_escaped, bare))


def _escaped(character: str) -> str:
    if character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


class Output:
    """Where a command puts what it has to say; `as_json` for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show Arabic, or an argument that was no text, must not end a command.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]

    def json(self, value: Any) -> None:
        """Say `value`, the one answer to a program."""
        print(json.dumps(value, ensure_ascii=False).translate(_ISOLATES), flush=True)

    def line(self, text: str = "") -> None:
        """Say one line."""
        print(shown(text), flush=True)

    def note(self, text: str) -> None:
        """Say one line beside the answer."""
        print(shown(text), file=sys.stderr, flush=True)

    def said(self, role: Role, *parts: str) -> None:
        """Say one line with the mark of `role` before it."""
        mark, style = _MARKS[role]
        text = " · ".join(part for part in parts if part)
        if sys.stdout.isatty():
            from rich.console import Console
            from rich.text import Text

            Console().print(Text.assemble((mark, style), " ", shown(text)), soft_wrap=True)
        else:
            self.line(f"{mark} {text}")

    def rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Say a table: with titles and columns on a terminal, a line a record with tabs anywhere else."""
        if not sys.stdout.isatty():
            for row in rows:
                print("\t".join(map(shown, row)))
            sys.stdout.flush()
            return
        if not rows:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Column, Table
        from rich.text import Text

        # A column with nothing in it only takes the room of the others.
        used = [n for n in range(len(titles)) if any(row[n] for row in rows)]
        columns = [Column(titles[n], overflow="fold", no_wrap=n == 0) for n in used]
        table = Table(*columns, box=box.SIMPLE_HEAD)
        for row in rows:
            table.add_row(*(Text(shown(row[n])) for n in used))
        Console().print(table)

    @contextmanager
    def progress(self, title: str) -> Iterator[Progress]:
        """Give what is told (done, in all) of a long work; shown only where somebody watches."""
        if not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def trouble(self, error: MarhabaError, command: str = "") -> None:
        """Say what went wrong and what to do."""
        sentence = words.sentence(error)
        if error.code in _NO_STATION and command != "create":
            hint = _("To make a station: marhaba create --event NAME --from 2024-10-23 --to 2024-10-25")
            sentence = f"{sentence} {hint}"
        self.fault(error.code, sentence)

    def fault(self, code: str, sentence: str) -> None:
        """Say that the command could not be done."""
        if self.as_json:
            self.json({"error": code, "sentence": sentence})
        else:
            self.note(sentence)
