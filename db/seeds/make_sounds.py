"""Synthesises the four sounds of the desk: `python db/seeds/make_sounds.py FOLDER`.

Each verdict has its own rhythm and direction, so that it is told apart without looking: two soft notes
rising, two alike, two falling, one alone. Nothing of the program needs this file to play them.
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RATE_HZ: Final = 44_100
PEAK: Final = 0.42  # -7.5 dBFS: heard in a hall from laptop speakers, without a start
ATTACK_S: Final = 0.008  # long enough not to click
RELEASE_S: Final = 0.03
PARTIALS: Final = ((1.0, 1.0, 1.0), (2.0, 0.22, 1.6), (3.0, 0.06, 2.4))
"""Multiple of the pitch, strength, and how much faster than the first one it dies away."""


@dataclass(frozen=True, slots=True)
class Note:
    """One struck note: when it starts, how high, how long it rings, how fast it dies away (per second)."""

    start_s: float
    pitch_hz: float
    length_s: float
    decay: float = 9.0


SOUNDS: Final[dict[str, tuple[Note, ...]]] = {
    "admitted": (Note(0, 659.26, 0.17, 12), Note(0.1, 987.77, 0.33)),
    "attention": (Note(0, 587.33, 0.14, 14), Note(0.19, 587.33, 0.24, 11)),
    "refused": (Note(0, 311.13, 0.21, 7), Note(0.19, 220.0, 0.25, 6)),
    "information": (Note(0, 783.99, 0.26, 12),),
}


def note_at(note: Note, second: float) -> float:
    """Return the height of the wave of `note` at `second` of the sound; 0 before and after it rings."""
    since = second - note.start_s
    left = note.length_s - since
    if since < 0 or left <= 0:
        return 0.0
    fade = min(1.0, since / ATTACK_S) * min(1.0, left / RELEASE_S)
    return fade * sum(
        strength
        * math.exp(-note.decay * faster * since)
        * math.sin(2 * math.pi * note.pitch_hz * multiple * since)
        for multiple, strength, faster in PARTIALS
    )


def samples(notes: tuple[Note, ...]) -> list[int]:
    """Return the sound as signed 16-bit values, its loudest one at `PEAK` of full scale."""
    length_s = max(note.start_s + note.length_s for note in notes)
    curve = [
        sum(note_at(note, index / RATE_HZ) for note in notes) for index in range(round(length_s * RATE_HZ))
    ]
    loudest = max(map(abs, curve))
    return [round(height / loudest * PEAK * 32_767) for height in curve]


def write_sound(path: Path, values: list[int]) -> None:
    """Write `values` as a mono WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(values)}h", *values))


def write_all(folder: Path) -> None:
    """Write every sound to `folder`, named for its verdict."""
    for name, notes in SOUNDS.items():
        write_sound(folder / f"{name}.wav", samples(notes))


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
