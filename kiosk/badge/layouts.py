"""Badge layouts read from JSON, every value checked against what `domain.badge` allows.

A file that is wrong anywhere is refused with the place and the value; nothing here draws.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, get_args, get_origin, get_type_hints

from kiosk import paths
from kiosk.badge.colours import rgb
from kiosk.domain.badge import (
    ELEMENT_LIMIT,
    TEMPLATE_LIMIT,
    Band,
    Drawn,
    Element,
    IconRow,
    Layout,
    Line,
    Panel,
    Paragraph,
    PictureBox,
    QrBox,
    Range,
    Rectangle,
    TextBox,
)
from kiosk.errors import FileRefused, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TEXT_LIMIT: Final = 1_000_000
_SHOWN: Final = 60
_DRAWN: Final[Mapping[str, type[Drawn]]] = {
    "text": TextBox,
    "paragraph": Paragraph,
    "qr": QrBox,
    "band": Band,
    "line": Line,
    "rectangle": Rectangle,
    "picture": PictureBox,
    "icons": IconRow,
}
KINDS: Final[Mapping[str, type[Element]]] = {**_DRAWN, "panel": Panel}
"""What the elements of a page are called in a file."""

_COLOURS: Final = ("colour", "border_colour", "ground")
_LAYOUT_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class _WrongValueError(Exception):
    """The place of a value that cannot stand, and the value."""


def load(text: str, *, name: str) -> Layout:
    """Return the layout that the JSON `text` describes.

    FileRefused (LAYOUT_WRONG) with `name` and a detail such as "elements[3].size_max_pt: 1e9".
    """
    try:
        return _layout(_parsed(text))
    except _WrongValueError as wrong:
        raise FileRefused(Trouble.LAYOUT_WRONG, file=name, detail=str(wrong)) from None


def is_id(text: str) -> bool:
    """Whether `text` may name a layout: small letters, digits, hyphens; never a way to another folder."""
    return _LAYOUT_ID.fullmatch(text) is not None


def all_shipped() -> tuple[Layout, ...]:
    """Return the layouts that come with the program, by their ids."""
    files = sorted((paths.resources() / "layouts").glob("*.json"))
    return tuple(shipped(file.stem) for file in files)


@cache
def shipped(layout_id: str) -> Layout:
    """Return a layout that comes with the program; FileRefused if there is none of this name."""
    file = paths.resources() / "layouts" / f"{layout_id}.json"
    if not is_id(layout_id) or not file.is_file():
        raise FileRefused(Trouble.LAYOUT_WRONG, file=layout_id, detail=layout_id)
    return load(file.read_text("utf-8"), name=file.name)


def _parsed(text: str) -> Any:
    if len(text) > _TEXT_LIMIT:
        _refuse("", f"{len(text)} > {_TEXT_LIMIT}")
    try:
        return json.loads(text)
    except json.JSONDecodeError as wrong:
        _refuse(f"{wrong.lineno}:{wrong.colno}", wrong.msg)
    except (ValueError, RecursionError) as wrong:  # a number of 5,000 digits, 100,000 brackets
        _refuse("", type(wrong).__name__)


def _layout(read: Any) -> Layout:
    checked = _checked(_object(read, ""), Layout, "")
    if not is_id(checked["id"]):
        _refuse("id", checked["id"])
    made = Layout(**checked)
    count = sum(map(_count, made.elements + made.back))
    if count > ELEMENT_LIMIT:
        _refuse("elements", count, f"≤ {ELEMENT_LIMIT}")
    return made


def _count(element: Element) -> int:
    return 1 + len(element.elements) * max(len(element.at), 1) if isinstance(element, Panel) else 1


def _elements(read: Any, where: str, kinds: Mapping[str, type[Element]]) -> tuple[Element, ...]:
    """Return the elements of a page or, of fewer `kinds`, of a panel: none lies deeper than that."""
    return tuple(_element(each, at, kinds) for at, each in _listed(read, where))


def _element(read: Any, where: str, kinds: Mapping[str, type[Element]]) -> Element:
    values = _object(read, where)
    kind = values.pop("type", None)
    if not isinstance(kind, str) or kind not in kinds:
        _refuse(f"{where}.type", kind, ", ".join(kinds))
    element = kinds[kind](**_checked(values, kinds[kind], f"{where}."))
    _check_colours(element, where)
    if isinstance(element, TextBox) and element.size_min_pt > element.size_max_pt:
        _refuse(f"{where}.size_min_pt", element.size_min_pt, f"≤ {element.size_max_pt:g}")
    return element


def _check_colours(element: Element, where: str) -> None:
    for name in _COLOURS:
        colour = getattr(element, name, "")
        if colour and "{" not in colour and rgb(colour) is None:
            _refuse(f"{where}.{name}", colour, "#RRGGBB")


def _object(read: Any, where: str) -> dict[str, Any]:
    if not isinstance(read, dict):
        _refuse(where, read)
    return dict(read)


def _checked(values: Mapping[str, Any], record: type[Any], where: str) -> dict[str, Any]:
    """Return `values` as the fields of `record`: each known, of its type, within its limits."""
    hints = get_type_hints(record, include_extras=True)
    for key in values:
        if key not in hints:
            _refuse(f"{where}{key}"[:_SHOWN], values[key], ", ".join(hints))
    for field in fields(record):
        if field.default is MISSING and field.name not in values:
            _refuse(f"{where}{field.name}", None)
    return {key: _value(value, hints[key], f"{where}{key}") for key, value in values.items()}


def _value(value: Any, hint: Any, where: str) -> Any:
    if get_origin(hint) is Annotated:
        kind, limits = get_args(hint)
        return _number(value, kind, limits, where)
    if hint is str:
        return _text(value, where)
    if hint is bool:
        return value if isinstance(value, bool) else _refuse(where, value, "true, false")
    if get_origin(hint) is tuple:
        return _several(value, get_args(hint)[0], where)
    return _choice(value, hint, where)


def _several(value: Any, hint: Any, where: str) -> tuple[Any, ...]:
    if hint is str:
        return tuple(_text(each, where) for _, each in _listed(value, where))
    if hint in (Element, Drawn):
        return _elements(value, where, KINDS if hint == Element else _DRAWN)
    return tuple(hint(**_checked(_object(each, at), hint, f"{at}.")) for at, each in _listed(value, where))


def _listed(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Yield each of a list with its place."""
    if not isinstance(value, list):
        _refuse(where, value, "[…]")
    if len(value) > ELEMENT_LIMIT:
        _refuse(where, len(value), f"≤ {ELEMENT_LIMIT}")
    for number, each in enumerate(value):
        yield f"{where}[{number}]", each


def _choice(value: Any, hint: Any, where: str) -> Any:
    """Return the member of an enum that `value` is; the enum may stand beside None."""
    kinds = get_args(hint) or (hint,)
    if value is None and type(None) in kinds:
        return None
    members = {member.value: member for member in kinds[0]}
    if not isinstance(value, str | int) or isinstance(value, bool) or value not in members:
        _refuse(where, value, ", ".join(map(str, members)))
    return members[value]


def _number(value: Any, kind: type[float], limits: Range, where: str) -> float:
    numeric = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    if not numeric or not limits.least <= value <= limits.greatest:  # NaN is never between
        _refuse(where, value, f"{limits.least:g} … {limits.greatest:g}")
    return kind(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or len(value) > TEMPLATE_LIMIT:
        _refuse(where, value)
    return value


def _refuse(where: str, value: object, allowed: str = "") -> NoReturn:
    """End the reading at a place, with the value there and, in brackets, what may stand there."""
    shown = value if isinstance(value, str) else repr(value)[: _SHOWN + 1]
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    shown = f"{shown} ({allowed})" if allowed else shown
    raise _WrongValueError(f"{where}: {shown}" if where else shown)
