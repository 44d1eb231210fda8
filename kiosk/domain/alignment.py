"""How far two strings of sounds are apart: a weighted edit distance, cheap where hands and ears differ.

Vowels are cheap, most of all short ones that Arabic does not write; neighbours such as k and q or t and ط
cost little; a wrong consonant costs most, a wrong first one more. The costs were found by trying on names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from kiosk.domain.sounds import VOWELS


class Near(NamedTuple):
    """Sounds that stand for one another, and what that costs; `one` and `other` are names that show it."""

    pairs: str
    cost: float
    one: str
    other: str


NEAR: Final = (
    Near("kq", 0.0, "tarik", "tariq"),
    Near("hH", 0.05, "hasan", "حسن"),
    Near("Dd", 0.05, "rida", "رضا"),
    Near("Pt", 0.05, "tabit", "ثابت"),
    Near("Vd Zd", 0.05, "dakir", "ذاكر"),
    Near("Zz Vz", 0.2, "zakir", "ذاكر"),
    Near("Ps", 0.3, "sabit", "ثابت"),
    Near("gq", 0.2, "gasmi", "قاسمي"),
    Near("gk gG Gq", 0.3, "bargach", "barkach"),
    Near("gj jJ", 0.15, "nagib", "نجيب"),
    Near("gJ Jq JG", 0.3, "guenoun", "genoun"),
    Near("kx xh xH", 0.4, "halid", "khalid"),
    Near("Gx Gr Gk", 0.4, "razi", "غازي"),
    Near("td tD", 0.45, "rita", "رضا"),
    Near("sz", 0.35, "azis", "aziz"),
    Near("sC", 0.5, "selah", "chelah"),
    Near("Ck Cx", 0.5, "backir", "bachir"),
    Near("dz Dz Vs tZ", 0.5, "zahir", "dahir"),
    Near("jC jz jG Jz bf", 0.6, "naziba", "najiba"),
    Near("mn hk Hk hG ij iJ uf ub", 0.7, "amran", "anran"),
    Near("ts", 0.8, "tabir", "sabir"),
    Near("Aa Ae ya", 0.05, "saad", "سعد"),
    Near("ye", 0.08, "fatime", "fatimah"),
    Near("ae ei yh yH", 0.10, "rachad", "rached"),
    Near("Ai Au", 0.15, "imad", "عماد"),
    Near("yA", 0.2, "saba", "sabah"),
    Near("eu", 0.22, "medjoub", "moudjoub"),
    Near("ai au", 0.28, "mostafa", "mastafa"),
    Near("yi yu yt", 0.3, "nadi", "nadah"),
    Near("iu", 0.35, "yassin", "youssin"),
)  # fmt: skip

SOUNDS: Final = "abtPjHxdVrzsCDZAGfqklmnhuigJey"
_OTHER: Final = 1.0
_VOWEL_FOR_CONSONANT: Final = 1.2
SWAPPED: Final = 0.55
_WEAK: Final = "hH"
_WRONG_FIRST: Final = 0.10
_WRONG_FROM: Final = 0.5
"""From this cost on, a first sound is a wrong one."""

_CONSONANT_LEFT_OUT: Final = 0.85
_LEFT_OUT: Final = {"h": 0.18, "H": 0.5, "A": 0.12, "y": 0.08}
_VOWELS_LEFT_OUT: Final = {
    # (script of the word that has the vowel, script of the other is Arabic): (a, e, i), u, then e, then a
    (False, True): (0.08, 0.12, 0.065, 0.08),
    (False, False): (0.20, 0.22, 0.16, 0.20),
    (True, False): (0.42, 0.505, 0.42, 0.335),
    (True, True): (0.45, 0.50, 0.45, 0.45),
}
"""What a vowel costs that only one side has: Arabic writes long ones only, so those weigh more."""

_UNLIKE: Final = 0.45
"""Below this likeness two words have nothing to do with each other."""

TOO_LONG: Final = (0.62, 0.5)
"""Two words have nothing to do with each other if one is heavier by this share of it, and this more."""

STILL_TYPED: Final = (0.03, 0.25)
"""What is still to be typed costs so much by its weight, and so much at most."""

LOOK_AHEAD: Final = 5
SHORTEST_NORM: Final = 0.6
LEAST_WEIGHT: Final = 0.3
_WEIGHTS: Final = {**dict.fromkeys(VOWELS, 0.45), "h": 0.6}


def _replacing() -> dict[str, dict[str, float]]:
    costs = {a: {b: 0.0 if a == b else _substituting(a, b) for b in SOUNDS} for a in SOUNDS}
    for near in NEAR:
        for pair in near.pairs.split():
            a, b = pair[0], pair[1]
            costs[a][b] = costs[b][a] = near.cost
    return costs


def _substituting(one: str, other: str) -> float:
    return _VOWEL_FOR_CONSONANT if (one in VOWELS) != (other in VOWELS) else _OTHER


def _leaving_out() -> dict[tuple[bool, bool], dict[str, float]]:
    tables = {}
    for scripts, (i, u, e, a) in _VOWELS_LEFT_OUT.items():
        vowels = {"a": a, "e": e, "i": i, "u": u}
        tables[scripts] = dict.fromkeys(SOUNDS, _CONSONANT_LEFT_OUT) | _LEFT_OUT | vowels
    return tables


REPLACE: Final = _replacing()
OMIT: Final = _leaving_out()


@lru_cache(1 << 15)
def weight(sounds: str) -> float:
    """Return how much there is to hear in `sounds`: one for a consonant, less for a vowel."""
    return sum(_WEIGHTS.get(sound, 1.0) for sound in sounds) or LEAST_WEIGHT


def to_come(sound: str) -> float:
    """Return the weight of a sound that is not typed yet."""
    return 0.45 if sound in VOWELS else 1.0


@lru_cache(1 << 15)
def _omissions(sounds: str, mine: bool, other: bool) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """What each sound costs if left out, and the running sum from nothing on."""
    costs = tuple(OMIT[mine, other][sound] for sound in sounds)
    total, sums = 0.0, [0.0]
    for cost in costs:
        total += cost
        sums.append(total)
    return costs, tuple(sums)


@lru_cache(1 << 15)
def _unheard(sounds: str) -> tuple[float, ...]:
    """The weight that is still to be typed after each number of sounds."""
    rest, weights = 0.0, [0.0]
    for sound in reversed(sounds):
        rest += to_come(sound)
        weights.append(rest)
    return tuple(reversed(weights))


@lru_cache(1 << 16)
def likeness(typed: str, kept: str, typed_arabic: bool, kept_arabic: bool, *, begun: bool) -> float:
    """Return 0 to 1: how alike two strings of sounds are; `begun` says that `typed` may go on.

    Below 0.45 it may be given as 0.
    """
    if typed == kept:
        return 1.0
    own, theirs = weight(typed), weight(kept)
    if begun:
        norm = max(own, SHORTEST_NORM)
        kept = kept[: len(typed) + LOOK_AHEAD]
    else:
        if abs(own - theirs) > TOO_LONG[0] * max(own, theirs) + TOO_LONG[1]:
            return 0.0
        norm = (own + theirs) / 2
    last = _last_row(typed, kept, typed_arabic, kept_arabic, (1.05 - _UNLIKE) * norm)
    if last is None:
        return 0.0
    distance = _best_stop(last, kept, own) if begun else last[-1]
    return max(0.0, 1 - (distance + first_cost(typed[0], kept[:1] or typed[0])) / norm)


def _best_stop(last: list[float], kept: str, own: float) -> float:
    """The least distance to any beginning of `kept`, with a little for what is not typed yet."""
    share, most = STILL_TYPED
    rests = zip(last, _unheard(kept), strict=True)
    return min(cost + min(rest * share * own, most * own) for cost, rest in rests)


def first_cost(one: str, other: str) -> float:
    """Return what it costs beside that a word begins with `other` where `one` was typed."""
    wrong = REPLACE[one][other] >= _WRONG_FROM and one not in _WEAK and other not in _WEAK
    return _WRONG_FIRST if wrong else 0.0


def _last_row(
    typed: str, kept: str, typed_arabic: bool, kept_arabic: bool, most: float
) -> list[float] | None:
    """The distances of the whole of `typed` to every beginning of `kept`; None above `most`.

    The restricted Damerau-Levenshtein recurrence, a row a sound. This is the inner loop of every look-up:
    plain statements in place of min().
    """
    leave_typed = OMIT[typed_arabic, kept_arabic]
    omissions, sums = _omissions(kept, kept_arabic, typed_arabic)
    row = before = list(sums)
    columns = tuple(enumerate(kept))
    previous, least_before = "", 0.0
    for sound in typed:
        omit, replace = leave_typed[sound], REPLACE[sound]
        diagonal = row[0]
        left = least = diagonal + omit
        fresh = [left]
        for column, other in columns:
            above = row[column + 1]
            cost = diagonal + replace[other]
            diagonal = above
            if above + omit < cost:  # noqa: PLR1730  min() is a call
                cost = above + omit
            if left + omissions[column] < cost:  # noqa: PLR1730  min() is a call
                cost = left + omissions[column]
            if other == previous and column and sound == kept[column - 1] and sound != other:
                swapped = before[column - 1] + SWAPPED
                if swapped < cost:  # noqa: PLR1730  min() is a call
                    cost = swapped
            left = cost
            fresh.append(cost)
            if cost < least:  # noqa: PLR1730  as above
                least = cost
        if least > most and least_before > most:
            return None
        least_before, before, row, previous = least, row, fresh, sound
    return row
