"""Words compared all at once are as alike as those compared one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import alignment
from kiosk.domain.alignment import SOUNDS
from kiosk.store import hearing
from kiosk.store.wordforms import LONGEST, encoded

words = st.text(alphabet=SOUNDS, min_size=1, max_size=10)


@settings(max_examples=300)
@given(
    typed=words,
    kept=st.lists(words, min_size=1, max_size=12),
    latin=st.integers(0, 12),
    typed_arabic=st.booleans(),
    begun=st.booleans(),
)
def test_many_at_once_are_as_alike_as_one_by_one(
    typed: str, kept: list[str], latin: int, typed_arabic: bool, begun: bool
) -> None:
    rows = np.frombuffer(b"".join(map(encoded, kept)), np.uint8).reshape(-1, LONGEST)
    several = hearing.Kept(rows, hearing.weights(rows), hearing.lengths(rows), min(latin, len(kept)))
    found = hearing.likenesses(typed, several, typed_arabic=typed_arabic, begun=begun)[int(begun)]
    for place, (word, like) in enumerate(zip(kept, found.tolist(), strict=True)):
        kept_arabic = place >= latin
        alone = alignment.likeness(typed, word, typed_arabic, kept_arabic, begun=begun)
        if begun:
            whole = alignment.likeness(typed, word, typed_arabic, kept_arabic, begun=False)
            alone = max(alone, whole)
        if max(alone, like) >= 0.45:  # below it, one by one may say nothing
            assert like == pytest.approx(alone, abs=1e-4), word
