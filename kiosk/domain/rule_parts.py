"""A rule made ready: JSON becomes a tree of parts, each of which answers for itself.

What a rule says wrong is found here, before anybody stands at the door, and told with the part it is in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final

from kiosk.domain.logic_values import shown
from kiosk.domain.rule_operators import LIST, LITERAL, SCOPED, Part, build, listed
from kiosk.domain.scenes import BrokenRuleError

MOST_PARTS: Final = 1000
DEEPEST: Final = 50
_LONGEST: Final = 100_000
"""Characters of a rule's JSON."""


def parse(written: str) -> Any:
    """Return the JSON value of a rule's text, None for an empty one; BrokenRuleError if it is none."""
    if not written.strip():
        return None
    if len(written) > _LONGEST:
        raise BrokenRuleError(f"longer than {_LONGEST} characters")
    try:
        return json.loads(written, object_pairs_hook=_object)
    except BrokenRuleError:
        raise
    except RecursionError:
        raise BrokenRuleError(f"nested deeper than {DEEPEST}") from None
    except ValueError as error:
        raise BrokenRuleError(f"not JSON: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise BrokenRuleError(f'"{pairs[0][0]}" stands twice in one object')
    return found


def compiled(source: Any) -> Part:
    """Return the rule `source` (a JSON value) made ready; BrokenRuleError tells what is wrong with it."""
    return _Reading().part(source, 0, within=False)


class _Reading:
    """One reading of a rule, which counts its parts. `within`: inside a map, a filter or the like."""

    def __init__(self) -> None:
        self._parts = 0

    def part(self, source: Any, depth: int, *, within: bool) -> Part:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise BrokenRuleError(f"more than {MOST_PARTS} parts")
        if depth > DEEPEST:
            raise BrokenRuleError(f"nested deeper than {DEEPEST}")
        if isinstance(source, dict) and source:
            return self._operation(source, depth, within=within)
        if isinstance(source, list):
            parts = tuple(self.part(one, depth + 1, within=within) for one in source)
            return Part(source, LIST, parts, listed(parts))
        value = _literal(source)
        return Part(source, LITERAL, (), lambda _: value)

    def _operation(self, source: Mapping[Any, Any], depth: int, *, within: bool) -> Part:
        if not all(isinstance(key, str) for key in source):
            raise BrokenRuleError("not JSON: an object whose names are no texts")
        if len(source) > 1:
            raise BrokenRuleError(f"several operators in one object: {shown(list(source))}")
        [(op, given)] = source.items()
        args = given if isinstance(given, list) else [given]
        scoped = op in SCOPED
        parts = tuple(
            self.part(one, depth + 1, within=within or (scoped and place == 1))
            for place, one in enumerate(args)
        )
        try:
            return Part(source, op, parts, build(op, parts, within=within))
        except BrokenRuleError as error:
            raise BrokenRuleError(f"{error}: {shown(source)}") from None


def _literal(source: Any) -> Any:
    if isinstance(source, str):
        if not source.isascii() and any("\ud800" <= letter <= "\udfff" for letter in source):
            raise BrokenRuleError("a text with half a character")
        return source
    if isinstance(source, float) and not math.isfinite(source):
        raise BrokenRuleError("not JSON: a number that is none")
    if source is None or isinstance(source, (bool, int, float, dict)):
        return source
    raise BrokenRuleError(f"not JSON: a {type(source).__name__}")
