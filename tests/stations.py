"""A station of a test's own, with a clock and a randomness that the test holds."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk import app
from kiosk.operations import events, people
from kiosk.operations.admissions import Outcome
from kiosk.operations.station import Station

START_MS = 1_729_754_520_000  # 2024-10-24 08:22 at Marrakech

EVENT: dict[str, Any] = {
    "event": {
        "title": {"fr": "Les Assises", "ar": "المناظرة", "en": "The Assises"},
        "theme": {},
        "place": {"fr": "Marrakech"},
        "first_day": "2024-10-23",
        "last_day": "2024-10-25",
        "time_zone": "Africa/Casablanca",
    },
    "categories": [
        {"id": "participant", "title": {"fr": "Participant", "ar": "مشارك"}, "colour": "#3D35B5"},
        {"id": "speaker", "title": {"fr": "Intervenant", "ar": "متحدث"}, "colour": "#0B6B3A"},
        {"id": "press", "title": {"fr": "Presse", "ar": "صحافة"}, "colour": "#A3161A", "aliases": ["Médias"]},
    ],
    "lists": [
        {
            "id": "thursday",
            "title": {"fr": "Entrée jeudi 24"},
            "opens": "2024-10-24T07:00",
            "closes": "2024-10-24T20:00",
        },
        {
            "id": "press-room",
            "title": {"fr": "Salle de presse"},
            "categories": ["press"],
            "multiple_entries": True,
        },
    ],
}


@dataclass
class Clock:
    """A clock that stands still until the test moves it."""

    ms: int = START_MS

    def __call__(self) -> int:
        return self.ms

    def later(self, seconds: float) -> None:
        self.ms += round(seconds * 1000)


def new_station(folder: Path, clock: Clock | None = None) -> Station:
    """Return an open station with EVENT and nobody on the roll."""
    station = app.create_station(folder)
    station.now_ms = clock or Clock()
    station.random = random.Random(folder.name).randbytes
    events.configure(station, EVENT)
    return station


def guest(station: Station, name: str = "Ali Bennani", **values: str) -> Outcome:
    """Put somebody on the roll as a walk-in and return the outcome, admitted on Thursday's list."""
    draft = {"name_latin": name, "category": "participant", **values}
    return people.walk_in(station, draft, "thursday")
