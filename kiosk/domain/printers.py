"""The printers of a desk: which badge goes to which of them, and when a badge is printed at all.

Which printers there are is the desk's own (`settings.py`); when admitting somebody prints is the event's,
the same at every desk, and so stands in the facts of its lists and categories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

FOLDER: Final = "folder"
"""The address of a printer that is a folder: the station's, or another as `folder:PATH`."""

LABELS_LOW: Final = 20
"""With so many labels left, somebody should have the next roll at hand."""

LABELS_MOST: Final = 100_000
"""No roll has more."""


class Prints(StrEnum):
    """When an admission prints a badge."""

    NEVER = "never"
    ONCE = "once"  # unless a badge of the person was printed, at any desk, or is on its way
    ALWAYS = "always"  # at every entry


def policy(of_list: Prints | None, of_category: Prints | None) -> Prints:
    """Return when an entry on a list prints for a category: None where the list or category says nothing.

    A "never" of either stands; then what the list says, then what the category says, then once.
    """
    if Prints.NEVER in (of_list, of_category):
        return Prints.NEVER
    return of_list or of_category or Prints.ONCE


class Reprint(StrEnum):
    """Why people usually ask for another badge; any other text is a reason as well."""

    LOST = "lost"
    DAMAGED = "damaged"
    CORRECTED = "corrected"  # the name or the company was wrong
    NOT_PRINTED = "not_printed"  # reported as printed, but nothing came out


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer of a desk, under the name that its people call it by.

    `uri` says what it is: FOLDER, `ipp://host:port/printers/name` or another spooler's address. It takes
    the badges of these `categories` and of these `layouts`; one with neither takes what no other wants.
    `labels` are those on a full roll; 0: nobody counts them.
    """

    name: str
    uri: str = FOLDER
    labels: int = 0
    categories: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()

    def wants(self, category: str, layout: str) -> bool:
        """Return whether a rule of this printer names the category or the layout."""
        return category in self.categories or layout in self.layouts


def chosen(printers: Sequence[Printer], category: str, layout: str) -> Printer:
    """Return the printer for a badge of this category in this layout, of `printers`, one at least.

    The first that wants it; else the first that has no rules; else the first of all.
    """
    wanting = (one for one in printers if one.wants(category, layout))
    plain = (one for one in printers if not (one.categories or one.layouts))
    return next(wanting, None) or next(plain, printers[0])


def usual_name(uri: str) -> str:
    """Return what to call the printer at `uri` that nobody has named: its queue, its host, or all of it."""
    try:
        address = urlsplit(uri)
        host = address.hostname
    except ValueError:
        return uri
    kind, _, queue = address.path.strip("/").partition("/")
    if kind in ("printers", "classes") and queue:
        return unquote(queue)
    return host or uri
