"""Badge layouts read from JSON, every value checked against what `domain.badge` allows.

A file that is wrong anywhere is refused with the place and the value; nothing here draws.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, get_args, get_origin, get_type_hints

from kiosk import paths
from kiosk.badge.colours import rgb
from kiosk.domain.badge import (
    ELEMENT_LIMIT,
    TEMPLATE_LIMIT,
    Band,
    Element,
    Layout,
    Line,
    QrBox,
    Range,
    TextBox,
)
from kiosk.errors import FileRefused, OurError, Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT_LIMIT: Final = 1_000_000
_SHOWN: Final = 60
_KINDS: Final[Mapping[str, type[Element]]] = {"text": TextBox, "qr": QrBox, "band": Band, "line": Line}
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


@cache
def shipped(layout_id: str) -> Layout:
    """Return a layout that comes with the program; FileRefused if there is none of this name."""
    file = paths.resources() / "layouts" / f"{layout_id}.json"
    if not _LAYOUT_ID.fullmatch(layout_id) or not file.is_file():
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
    values = _object(read, "")
    elements = values.pop("elements", ())
    if not isinstance(elements, list) or len(elements) > ELEMENT_LIMIT:
        _refuse("elements", len(elements) if isinstance(elements, list) else elements)
    made = tuple(_element(each, f"elements[{number}]") for number, each in enumerate(elements))
    checked = _checked(values, Layout, "", given=("elements",))
    if not _LAYOUT_ID.fullmatch(checked["id"]):
        _refuse("id", checked["id"])
    return Layout(**checked, elements=made)


def _element(read: Any, where: str) -> Element:
    values = _object(read, where)
    kind = values.pop("type", None)
    if not isinstance(kind, str) or kind not in _KINDS:
        _refuse(f"{where}.type", kind)
    element = _KINDS[kind](**_checked(values, _KINDS[kind], f"{where}."))
    _check_colour(element, where)
    if isinstance(element, TextBox) and element.size_min_pt > element.size_max_pt:
        _refuse(f"{where}.size_min_pt", element.size_min_pt)
    return element


def _check_colour(element: Element, where: str) -> None:
    colour = "" if isinstance(element, QrBox) else element.colour
    if colour and "{" not in colour and rgb(colour) is None:
        _refuse(f"{where}.colour", colour)


def _object(read: Any, where: str) -> dict[str, Any]:
    if not isinstance(read, dict):
        _refuse(where, read)
    return dict(read)


def _checked(
    values: Mapping[str, Any], record: type[Layout | Element], where: str, given: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return `values` as the fields of `record`: each known, of its type, within its limits."""
    hints = get_type_hints(record, include_extras=True)
    for key in values:
        if key not in hints or key in given:
            _refuse(f"{where}{key}"[:_SHOWN], values[key])
    for field in fields(record):
        if field.default is MISSING and field.name not in values and field.name not in given:
            _refuse(f"{where}{field.name}", None)
    return {key: _value(value, hints[key], f"{where}{key}") for key, value in values.items()}


def _value(value: Any, hint: Any, where: str) -> Any:
    if get_origin(hint) is Annotated:
        kind, limits = get_args(hint)
        return _number(value, kind, limits, where)
    if hint is str:
        return _text(value, where)
    if get_origin(hint) is tuple:
        return _texts(value, where)
    if issubclass(hint, StrEnum):
        return hint(value) if isinstance(value, str) and value in set(hint) else _refuse(where, value)
    raise OurError(f"no check for {where}: {hint}")


def _number(value: Any, kind: type[float], limits: Range, where: str) -> float:
    numeric = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    if not numeric or not limits.least <= value <= limits.greatest:  # NaN is never between
        _refuse(where, value)
    return kind(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or len(value) > TEMPLATE_LIMIT:
        _refuse(where, value)
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > ELEMENT_LIMIT:
        _refuse(where, value)
    return tuple(_text(each, where) for each in value)


def _refuse(where: str, value: object) -> NoReturn:
    shown = value if isinstance(value, str) else repr(value)[: _SHOWN + 1]
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    raise _WrongValueError(f"{where}: {shown}" if where else shown)
