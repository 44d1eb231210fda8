"""The shipped layout and somebody to print on it."""

from __future__ import annotations

import pytest

from kiosk.badge import layouts
from kiosk.domain import codes
from kiosk.domain.badge import Layout


@pytest.fixture
def a6() -> Layout:
    return layouts.shipped("a6")


@pytest.fixture
def person() -> dict[str, str]:
    return {
        "event": "Les Assises de l'AUSIM, 7e édition",
        "event_arabic": "مناظرات AUSIM، الدورة السابعة",
        "event_dates": "23–25/10/2024",
        "event_place": "Marrakech",
        "name_latin": "Salma Aït Ouakrim",
        "name_arabic": "سلمى آيت واكريم",
        "name": "Salma Aït Ouakrim",
        "company": "شركة OCP Group 25",
        "function": "Directrice",
        "category": "Intervenant",
        "category_arabic": "متدخل",
        "category_colour": "#E8A317",
        "code": codes.make(0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF0),
    }
