"""What the elements of a layout depend on: which of them a badge calls for, and which fields each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kiosk.domain.badge import (
    Band,
    Element,
    IconRow,
    Line,
    Panel,
    Paragraph,
    PictureBox,
    QrBox,
    Rectangle,
    TextBox,
    fields_of,
)

if TYPE_CHECKING:
    from kiosk.badge.means import Fields


def asks_for(element: Element) -> frozenset[str]:
    """Return the names of all fields that the drawing of `element` depends on."""
    return _shown_by(element).union(element.needs, element.lacks)


def _shown_by(element: Element) -> frozenset[str]:
    """Return the names of the fields that it shows, once it is called for."""
    shown = frozenset[str]().union(*map(fields_of, _templates(element)))
    return shown.union(*map(asks_for, element.elements)) if isinstance(element, Panel) else shown


def _templates(element: Element) -> tuple[str, ...]:
    match element:
        case TextBox() | Paragraph():
            return element.template, element.colour
        case QrBox() | PictureBox():
            return (element.template,)
        case Band() | Line():
            return (element.colour,)
        case Rectangle():
            return element.colour, element.border_colour
        case IconRow():
            return element.colour, element.ground, *(mark.when for mark in element.marks)
        case Panel():
            return ()


def called_for(element: Element, fields: Fields) -> bool:
    """Whether the fields that `element` needs are there, and those that it lacks are not."""
    return all(fields.get(name, "").strip() for name in element.needs) and not any(
        fields.get(name, "").strip() for name in element.lacks
    )


class Planned(NamedTuple):
    """An element, and the fields that it shows."""

    element: Element
    shown: tuple[str, ...]


class Plan:
    """Elements in their order. What badges with the same fields filled call for is the same."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        self.elements = elements
        self._planned = tuple(Planned(one, tuple(sorted(_shown_by(one)))) for one in elements)
        self._conditions = tuple({name for one in elements for name in (*one.needs, *one.lacks)})
        self._called_for: dict[tuple[bool, ...], tuple[Planned, ...]] = {}

    def called_for(self, fields: Fields) -> tuple[Planned, ...]:
        """Return the elements that a badge with these fields shows."""
        filled = tuple([fields.get(name, "").strip() != "" for name in self._conditions])
        found = self._called_for.get(filled)
        if found is None:
            found = tuple(one for one in self._planned if called_for(one.element, fields))
            self._called_for[filled] = found
        return found
