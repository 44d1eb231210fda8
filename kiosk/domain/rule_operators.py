"""JsonLogic's operators that look at more than values, and pretix's beside them: each builds what answers.

A part's answer is a closure over those of its parts, which is several times faster than walking the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from kiosk.domain import rule_moments as moments
from kiosk.domain.logic_values import MANY, OPERATORS, ORDERED, PAIRS, chained, number, shown, text, truth
from kiosk.domain.names import fold
from kiosk.domain.rule_moments import COUNTS, OWN, VARIABLES, Run, Scope
from kiosk.domain.scenes import BrokenRuleError

_MOST_STEPS: Final = 100_000
"""Parts that one answer may ask for the elements of lists: lists within lists multiply."""

LITERAL: Final = ""
LIST: Final = "[]"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule: its JSON, its operator (or LITERAL, LIST), the parts it stands on, its answer."""

    source: Any
    op: str
    parts: tuple[Part, ...]
    run: Run


def listed(parts: Sequence[Part]) -> Run:
    """Return what answers with the list of the parts' answers."""
    runs = tuple(part.run for part in parts)
    return lambda scope: [run(scope) for run in runs]


def build(op: str, parts: tuple[Part, ...], *, within: bool) -> Run:
    """Return what answers for an operator and its parts; BrokenRuleError if it cannot take them."""
    if op == "var":
        return _variable(parts, within=within)
    if op in ("missing", "missing_some"):
        return _missing(op, parts, within=within)
    if op in _BUILDERS:
        builder, least, most = _BUILDERS[op]
        _count(op, parts, least, most)
        return builder(parts)
    if op in ORDERED:
        _count(op, parts, 2, MANY)
        return _pair(PAIRS[op], parts) if len(parts) == 2 else _call(chained(PAIRS[op]), parts)  # noqa: PLR2004
    if op in OPERATORS:
        function, least, most = OPERATORS[op]
        _count(op, parts, least, most)
        if op == "in" and _names_a_thing(parts[0]):
            return _in_list(parts)  # an id is one, whether the list has it as a number or as a text
        return _call(function, parts)
    raise BrokenRuleError(f"unknown operator {shown(op)}")


def _names_a_thing(part: Part) -> bool:
    fixed = _fixed(part.parts[:1]) if part.op == "var" else None
    return bool(fixed) and fixed in [[name] for name in OWN]


def _count(op: str, parts: Sequence[Part], least: int, most: int) -> None:
    if not least <= len(parts) <= most:
        raise BrokenRuleError(f'"{op}" with {len(parts)} values')


def _call(function: Callable[..., Any], parts: Sequence[Part]) -> Run:
    runs = tuple(part.run for part in parts)
    if len(runs) == 1:
        only = runs[0]
        return lambda scope: function(only(scope))
    return lambda scope: function(*[run(scope) for run in runs])


def _pair(function: Callable[[Any, Any], Any], parts: Sequence[Part]) -> Run:
    left, right = parts[0].run, parts[1].run
    return lambda scope: function(left(scope), right(scope))


def _on_scene(function: Callable[..., Any]) -> Callable[[tuple[Part, ...]], Run]:
    def build(parts: tuple[Part, ...]) -> Run:
        runs = tuple(part.run for part in parts)
        return lambda scope: function(scope, *[run(scope) for run in runs])

    return build


def _fixed(parts: Sequence[Part]) -> list[Any] | None:
    """The values of parts that are all written out, else None."""
    if any(part.op != LITERAL for part in parts):
        return None
    return [part.source for part in parts]


def all_of(parts: tuple[Part, ...]) -> Run:
    """Return what answers with the first of `parts` that is false, else with the last; none is true."""
    runs = tuple(part.run for part in parts)

    def run(scope: Scope) -> Any:
        value: Any = True
        for each in runs:
            value = each(scope)
            if not truth(value):
                return value
        return value

    return run


def _any_of(parts: tuple[Part, ...]) -> Run:
    runs = tuple(part.run for part in parts)

    def run(scope: Scope) -> Any:
        value: Any = False
        for each in runs:
            value = each(scope)
            if truth(value):
                return value
        return value

    return run


def chosen(parts: Sequence[Part], scope: Scope) -> tuple[Part | None, Part | None, bool]:
    """Return which part of an "if" answers, which condition was the last to be asked, and its answer."""
    asked, held = None, False
    for place in range(0, len(parts) - 1, 2):
        asked = parts[place]
        held = truth(asked.run(scope))
        if held:
            return parts[place + 1], asked, held
    return (parts[-1] if len(parts) % 2 else None), asked, held


def _if(parts: tuple[Part, ...]) -> Run:
    def run(scope: Scope) -> Any:
        part, _, _ = chosen(parts, scope)
        return part.run(scope) if part else None

    return run


def _variable(parts: tuple[Part, ...], *, within: bool) -> Run:
    _count("var", parts, 1, 2)
    default: Run = parts[1].run if len(parts) > 1 else lambda _: None
    found = (_of_element if within else _of_scene)(parts[0], has_default=len(parts) > 1)
    if len(parts) == 1:
        return found
    return lambda scope: default(scope) if (value := found(scope)) is None else value


def _of_scene(name: Part, *, has_default: bool) -> Run:
    if name.op == LITERAL and (name.source in VARIABLES if isinstance(name.source, str) else False):
        return VARIABLES[name.source]
    if name.op == LITERAL and not has_default:
        raise BrokenRuleError(f"unknown variable {shown(name.source)}")

    def run(scope: Scope) -> Any:
        key = text(name.run(scope))
        if key in VARIABLES:
            return VARIABLES[key](scope)
        if has_default:
            return None
        raise BrokenRuleError(f"unknown variable {shown(key)}")

    return run


def _of_element(name: Part, *, has_default: bool) -> Run:
    del has_default  # what an element has not is null
    return lambda scope: _at(scope.element, text(name.run(scope)))


def _at(value: Any, path: str) -> Any:
    if not path:
        return value
    for key in path.split("."):
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isascii() and key.isdigit() and len(key) < 6:  # noqa: PLR2004
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value


def _missing(op: str, parts: tuple[Part, ...], *, within: bool) -> Run:
    """What answers with those of some names that have no value: of the element, or of the scene."""
    runs = tuple(part.run for part in parts)

    def gone(name: Any, scope: Scope) -> bool:
        key = text(name)
        value = _at(scope.element, key) if within else VARIABLES.get(key, _nothing)(scope)
        return value is None or value == ""

    def of_all(scope: Scope) -> list[Any]:
        names = [run(scope) for run in runs]
        names = names[0] if names and isinstance(names[0], list) else names
        return [name for name in names if gone(name, scope)]

    def of_some(scope: Scope) -> list[Any]:
        needed, names = (run(scope) for run in runs)
        if not isinstance(names, list):
            raise BrokenRuleError('"missing_some" needs a number and a list')
        absent = [name for name in names if gone(name, scope)]
        return [] if len(names) - len(absent) >= number(needed) else absent

    if op == "missing":
        return of_all
    _count(op, parts, 2, 2)
    return of_some


def _nothing(_: Scope) -> None:
    return None


def _each(scope: Scope, values: list[Any], body: Part) -> list[Any]:
    """The answers of `body` for every element of a list."""
    outer, weight, run = scope.element, _weight(body), body.run
    answers = []
    for value in values:
        _step(scope, weight)
        scope.element = value
        answers.append(run(scope))
    scope.element = outer
    return answers


def _weight(part: Part) -> int:
    return 1 + sum(map(_weight, part.parts))


def _step(scope: Scope, weight: int) -> None:
    scope.steps += weight
    if scope.steps > _MOST_STEPS:
        raise BrokenRuleError("lists within lists make too much work")


def _scoped(answer: Callable[[list[Any], list[Any]], Any]) -> Callable[[tuple[Part, ...]], Run]:
    """A builder of what looks at every element: `answer` gets the elements and the answers for them."""

    def build(parts: tuple[Part, ...]) -> Run:
        source, body = parts[0].run, parts[1]

        def run(scope: Scope) -> Any:
            found = source(scope)
            values = found if isinstance(found, list) else []  # as the standard has it
            answers = _each(scope, values, body)
            return answer(values, answers)

        return run

    return build


def _reduce(parts: tuple[Part, ...]) -> Run:
    source, body, weight = parts[0].run, parts[1].run, _weight(parts[1])
    initial: Run = parts[2].run if len(parts) > 2 else lambda _: None  # noqa: PLR2004

    def run(scope: Scope) -> Any:
        values, outer, total = source(scope), scope.element, initial(scope)
        for value in values if isinstance(values, list) else ():
            _step(scope, weight)
            scope.element = {"current": value, "accumulator": total}
            total = body(scope)
        scope.element = outer
        return total

    return run


def _build_time(parts: tuple[Part, ...]) -> Run:
    fixed = _fixed(parts)
    if fixed is None:
        raise BrokenRuleError("buildTime needs its values written out")
    return moments.build_time(*fixed)


def _lookup(parts: tuple[Part, ...]) -> Run:
    """What answers with the scene's own value if that is the thing looked up, else with the thing's id."""
    fixed = _fixed(parts)
    if fixed is None or not isinstance(fixed[0], str) or fixed[0] not in OWN:
        raise BrokenRuleError('lookup needs "product", "variation" or "gate", an id and a title')
    kind, key = fixed[0], text(fixed[1])
    own_value = OWN[kind]
    words = frozenset(word for one in fixed[1:] if (word := fold(text(one))))
    kind = "product" if kind == "category" else kind

    def run(scope: Scope) -> str:
        own = own_value(scope.scene)
        if own and (own == key or fold(own) in words):
            return own
        return own if own and not words.isdisjoint(scope.scene.names.get(kind, ())) else key

    return run


def _in_list(parts: tuple[Part, ...]) -> Run:
    needle, haystack = parts[0].run, parts[1].run

    def run(scope: Scope) -> bool:
        value, values = needle(scope), haystack(scope)
        if value is None or not isinstance(values, list):
            return False
        own = text(value)
        return any(one is not None and text(one) == own for one in values)

    return run


SCOPED: Final = frozenset({"map", "filter", "all", "some", "none", "reduce"})
"""What looks at every element of a list: inside, var names a part of the element."""

_BUILDERS: Final[Mapping[Any, tuple[Callable[[tuple[Part, ...]], Run], int, int]]] = MappingProxyType(
    {
        "and": (all_of, 0, MANY),
        "or": (_any_of, 0, MANY),
        "if": (_if, 1, MANY),
        "?:": (_if, 3, 3),
        "map": (_scoped(lambda _, answers: answers), 2, 2),
        "filter": (
            _scoped(lambda values, answers: [v for v, a in zip(values, answers, strict=False) if truth(a)]),
            2,
            2,
        ),
        "all": (_scoped(lambda _, answers: bool(answers) and all(map(truth, answers))), 2, 2),
        "some": (_scoped(lambda _, answers: any(map(truth, answers))), 2, 2),
        "none": (_scoped(lambda _, answers: not any(map(truth, answers))), 2, 2),
        "reduce": (_reduce, 2, 3),
        "buildTime": (_build_time, 1, 2),
        "lookup": (_lookup, 2, 3),
        "objectList": (listed, 0, MANY),
        "inList": (_in_list, 2, 2),
        "isAfter": (_on_scene(moments.is_after), 2, 3),
        "isBefore": (_on_scene(moments.is_before), 2, 3),
        **{
            name: (
                _on_scene(
                    lambda scope, value, count=count: count(scope, moments.moment_of(value, scope.scene.zone))
                ),
                1,
                1,
            )
            for name, count in COUNTS.items()
        },
    }
)
"""What needs more than values, and how many parts it takes, at least and at most."""
