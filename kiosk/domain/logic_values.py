"""JsonLogic's values and the operators that only need values: truth, equality, order, numbers and texts.

They follow json-logic-js, which is JavaScript: an empty list is false, "1" equals 1, nothing but null
equals null. Where JavaScript answers NaN to a sum, the rule is broken instead, and says so. Moments are
values too, and compare only with moments. What is large stays out: a text or a list that grows beyond
any rule's need is refused before it costs the desk its memory.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from kiosk.domain.scenes import BrokenRuleError

TEXT_LIMIT: Final = 10_000
LIST_LIMIT: Final = 1000
_LINE: Final = 200
_EXACT: Final = 2**53
"""Above it JavaScript's numbers are no longer whole ones, and ours would grow without end."""


def shown(source: Any) -> str:
    """Return a part's JSON as one line fit to be printed, cut where it grows long."""
    line = json.dumps(source, ensure_ascii=False).encode("utf-8", "replace").decode()
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"


def truth(value: Any) -> bool:
    """Return whether JsonLogic takes `value` for true: not null, false, 0, NaN, "" or an empty list."""
    if isinstance(value, dict):
        return True
    return bool(value) and value == value  # noqa: PLR0124 - NaN alone differs from itself


def text(value: Any) -> str:
    """Return `value` as text, null as none, a list with commas; BrokenRuleError for a list of lists."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _joined(",", value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        raise BrokenRuleError("an object has no text")
    return str(_tidy(value))


def _joined(separator: str, values: list[Any]) -> str:
    if any(isinstance(one, list) for one in values):
        raise BrokenRuleError("a list within a list has no text")
    texts = [text(one) for one in values]
    if sum(map(len, texts)) > TEXT_LIMIT:
        raise BrokenRuleError(f"a text longer than {TEXT_LIMIT} characters")
    return separator.join(texts)


def number(value: Any) -> float:
    """Return `value` as a number the way JavaScript does; NaN if it is none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return _tidy(value)
    if value is None:
        return 0
    if isinstance(value, (datetime, dict)):
        return math.nan
    return _read(text(value).strip() or "0")


def _read(written: str) -> float:
    if "_" in written or written.lower().lstrip("+-") in ("inf", "infinity", "nan"):
        return math.nan  # Python's own spellings
    try:
        return _tidy(float(written))
    except ValueError:
        return math.nan


def _tidy(value: float) -> float:
    """The same number, whole where it is exactly so."""
    if isinstance(value, int):
        return value if -_EXACT <= value <= _EXACT else float(value)
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def equal(left: Any, right: Any) -> bool:
    """Return whether JavaScript's == holds. Lists equal only texts and numbers, never each other."""
    if left is None or right is None:
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, datetime) or isinstance(right, datetime):
        return identical(left, right)
    if isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return _equals_list(left, right)
    return number(left) == number(right)


def _equals_list(left: Any, right: Any) -> bool:
    if isinstance(left, (list, dict)) and isinstance(right, (list, dict)):
        return False
    if isinstance(left, dict) or isinstance(right, dict):
        return False
    return equal(text(left), right) if isinstance(left, list) else equal(left, text(right))


def identical(left: Any, right: Any) -> bool:
    """Return whether JavaScript's === holds: the same kind, and the same value."""
    if isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return False
    return _kind(left) is _kind(right) and bool(left == right)


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def _less(left: Any, right: Any) -> bool:
    first, second = _comparable(left, right)
    return bool(first < second)


def _not_less(left: Any, right: Any) -> bool:
    """Whether left >= right: not the opposite of less, because of NaN."""
    first, second = _comparable(left, right)
    return bool(first >= second)


def _comparable(left: Any, right: Any) -> tuple[Any, Any]:
    """Two moments, two texts, or two numbers."""
    first, second = _flat(left), _flat(right)
    if isinstance(first, str) and isinstance(second, str):
        return first, second
    moments = isinstance(first, datetime), isinstance(second, datetime)
    if all(moments):
        return first, second
    if any(moments):
        raise BrokenRuleError("a moment is compared with something that is none")
    return number(first), number(second)


def _flat(value: Any) -> Any:
    return text(value) if isinstance(value, list) else value


PAIRS: Final[Mapping[str, Callable[[Any, Any], bool]]] = MappingProxyType(
    {
        "<": _less,
        "<=": lambda left, right: _not_less(right, left),
        ">": lambda left, right: _less(right, left),
        ">=": _not_less,
        "==": equal,
        "===": identical,
        "!=": lambda left, right: not equal(left, right),
        "!==": lambda left, right: not identical(left, right),
    }
)
"""The comparisons of two values."""

ORDERED: Final = frozenset({"<", "<=", ">", ">="})
"""Those that may be given more than two values, which must then stand in that order."""


def chained(compare: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    """Return the comparison of any number of values, each with the next."""
    return lambda *values: all(compare(left, right) for left, right in pairwise(values))


def _figure(value: Any) -> float:
    found = number(value)
    if not math.isfinite(found):
        raise BrokenRuleError("a sum with something that is no number")
    return found


def _plus(*values: Any) -> float:
    return _tidy(sum(map(_figure, values)))


def _minus(*values: Any) -> float:
    first, *second = map(_figure, values)
    return _tidy(first - second[0]) if second else -first


def _times(*values: Any) -> float:
    product: float = 1
    for value in values:
        product = _tidy(product * _figure(value))
    return product


def _divided(left: Any, right: Any) -> float:
    divisor = _figure(right)
    if divisor == 0:
        raise BrokenRuleError("a division by zero")
    return _tidy(_figure(left) / divisor)


def _remainder(left: Any, right: Any) -> float:
    divisor = _figure(right)
    if divisor == 0:
        raise BrokenRuleError("a division by zero")
    return _tidy(math.fmod(_figure(left), divisor))  # with the sign of the first, as in JavaScript


def _contains(needle: Any, haystack: Any) -> bool:
    if isinstance(haystack, str):
        return haystack != "" and needle is not None and text(needle) in haystack
    return isinstance(haystack, list) and any(identical(needle, one) for one in haystack)


def _substr(whole: Any, start: Any, length: Any = None) -> str:
    letters = text(whole)
    begin = int(_figure(start))
    begin = max(0, len(letters) + begin) if begin < 0 else begin
    if length is None:
        return letters[begin:]
    count = int(_figure(length))
    return letters[begin : begin + count] if count >= 0 else letters[begin:][:count]


def _merged(*values: Any) -> list[Any]:
    merged: list[Any] = []
    for value in values:
        merged.extend(value if isinstance(value, list) else [value])
        if len(merged) > LIST_LIMIT:
            raise BrokenRuleError(f"a list longer than {LIST_LIMIT}")
    return merged


MANY: Final = 1000
"""More values than any rule may have parts."""

OPERATORS: Final[Mapping[str, tuple[Callable[..., Any], int, int]]] = MappingProxyType(
    {
        **{name: (PAIRS[name], 2, 2) for name in ("==", "===", "!=", "!==")},
        "!": (lambda value: not truth(value), 1, 1),
        "!!": (truth, 1, 1),
        "+": (_plus, 1, MANY),
        "-": (_minus, 1, 2),
        "*": (_times, 1, MANY),
        "/": (_divided, 2, 2),
        "%": (_remainder, 2, 2),
        "min": (lambda *values: min(map(_figure, values)), 1, MANY),
        "max": (lambda *values: max(map(_figure, values)), 1, MANY),
        "in": (_contains, 2, 2),
        "cat": (lambda *values: _joined("", list(map(text, values))), 0, MANY),
        "substr": (_substr, 2, 3),
        "merge": (_merged, 0, MANY),
    }
)
"""What is answered from values alone, and how many of them it takes, at least and at most."""
