"""Lengths, matrices and paths as PDF operators (ISO 32000-1, 8.3 and 8.5).

Millimetres from the top left become points from the bottom left by `points` and `flipped`.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4
# How far the handles of a Bézier curve stand off to draw a quarter of a circle.
_ROUND: Final = 0.5523


def points(*lengths_mm: float) -> str:
    """Return the lengths in points, to the thousandth."""
    return " ".join(number(length * POINTS_PER_MM) for length in lengths_mm)


def number(value: float) -> str:
    """Return `value` to the thousandth, as short as can be."""
    return f"{round(value, 3):.7g}"


def turned(operators: str, degrees: float, x_pt: float, y_pt: float) -> str:
    """Return the operators turned clockwise about a point; not at all if there is nothing to turn."""
    if not degrees % 360 or not operators:
        return operators
    c, s = cos(radians(degrees)), sin(radians(degrees))
    matrix = (c, -s, s, c, x_pt - c * x_pt - s * y_pt, y_pt + s * x_pt - c * y_pt)
    return f"q {' '.join(f'{part:.6f}' for part in matrix)} cm\n{operators}\nQ"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle's path; all in points, from the lower left corner."""
    return f"{number(x)} {number(y)} {number(width)} {number(height)} re"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners; all in points, from the lower left corner."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return rectangle(x, y, width, height)
    k = r * (1 - _ROUND)
    right, top = x + width, y + height
    steps = (
        (x + r, y, "m"),
        (right - r, y, "l"),
        (right - k, y, right, y + k, right, y + r, "c"),
        (right, top - r, "l"),
        (right, top - k, right - k, top, right - r, top, "c"),
        (x + r, top, "l"),
        (x + k, top, x, top - k, x, top - r, "c"),
        (x, y + r, "l"),
        (x, y + k, x + k, y, x + r, y, "c"),
    )
    return " ".join(_step(step) for step in steps) + " h"


def _step(step: tuple[float | str, ...]) -> str:
    return " ".join(part if isinstance(part, str) else number(part) for part in step)
