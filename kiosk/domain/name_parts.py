"""A name taken apart into the parts that are compared: Abd El Karim, Ben Jelloun, Nour Eddine are one each.

A part is known by its `word`, folded, with "-" between the pieces ("abd-karim", "ben-jelloun"): the same
whether they were written together or not. How such a part may sound is a few forms, each with what it
costs to take it so: El joined to the word, an L' in front, Ben left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kiosk.domain import sound_tables as tables
from kiosk.domain import sounds
from kiosk.domain.given_names import usual_spelling
from kiosk.domain.names import fold

JOINT: Final = "-"
LONGEST_WORD: Final = 40
MOST_WORDS: Final = 12

_SERVANT = "abd"
_ARABIC_SERVANT = "عبد"
_ARTICLE = "ال"
_FAITH, _ARABIC_FAITH = "din", "دين"
_GOD, _ARABIC_GOD = "lah", "الله"
_THE_FAITH = "الدين"
_ENDINGS: Final = frozenset((_FAITH, _ARABIC_FAITH, _GOD, _ARABIC_GOD))
_SERVANT_SOUND: Final = "Abd"

_EDDINE = re.compile(r"(?:a|e|u|al|el|ed|ad|ud)?dd?(?:ie|ee|i|e)n+e?")
_JOINED_SERVANT = re.compile(
    r"abd(?:(?:e|a|u|ou|i)l(?=[^aeiouyl])|(?:e|a|u|ou|i)(?=ll|rr|ss|nn|zz|tt|dd|chch|shsh)"
    r"|(?:e|u|ou|i)(?=r|s|n|z|t|d|ch|sh)|(?:e|a|u|ou)?l(?=[aeiouy]))(?=.{2,})"
)
_JOINED_ARTICLE = re.compile(r"(?:el|al)(?=[b-df-hj-np-tv-z].{2,})")
_JOINED_BEFORE_VOWEL = re.compile(r"(?:el|al)(?=[aeiouy].{3,})")
_JOINED_SUN_ARTICLE = re.compile(r"[ae](?=(?:tt|dd|rr|zz|ss|nn|chch|shsh|cch|ssh|ll).{2,})")
_JOINED_SON = re.compile(r"(?:ben|bin)(?=[^aeiou]?.{4,})")
_UNFINISHED_SERVANT = re.compile(r"abd[eaou]{0,2}[lrsntdz]?")
_UNFINISHED_ARABIC_SERVANT: Final = frozenset(("عبد", "عبدا", "عبدال"))
_UNFINISHED_ARTICLE: Final = frozenset(("el", "al", "ال", "الل", "ا"))

# What it costs to take a word another way than it stands there.
_ARTICLE_OFF: Final = 0.02
_ARTICLE_OFF_VOWEL: Final = 0.05
_ARABIC_ARTICLE_ON: Final = 0.04
_L_OFF: Final = 0.06
_ALEF_OFF: Final = 0.05
_HEARD_AS_T: Final = "اه"  # folded from اة: نجاة is Najat
_T_AT_END: Final = 0.02
_RH: Final = 0.03
_RH_INSIDE: Final = 0.05
_SON_OFF: Final = 0.18
_LIGHT_HEAD_OFF: Final = 0.08
_SERVANT_OFF: Final = 0.20
_ENDING_OFF: Final = 0.20
_PLAIN_BELOW: Final = 0.1

_LONG: Final = 5
_TCH: Final = "تش"
_TCH_AS_CH: Final = 0.02
"""Arabic writes so what Latin letters write tch or ch: ريتشارد is Richard."""

_NOT_AFTER_FIRST_ALEF: Final = "اويلعه"


class Form(NamedTuple):
    """One way a part may sound, and what it costs to take it so."""

    sounds: str
    cost: float


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name. `core` is what follows Abd, if it is such a name.

    `letters` is the word without joints, `beginnings` are the letters at which typing may begin too.
    """

    word: str
    arabic: bool
    letters: str
    forms: tuple[Form, ...]
    core: tuple[Form, ...] = ()
    beginnings: tuple[str, ...] = ()

    @property
    def sounds(self) -> str:
        """How the part sounds as it stands; "" for scripts whose sounds nobody here knows."""
        return self.forms[0].sounds if self.forms else ""


def is_arabic(word: str) -> bool:
    """Return whether a folded word is in Arabic letters."""
    return "\u0620" <= word[0] <= "\u08ff" or word[0] >= "\ufb50"


@lru_cache(1 << 15)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the words of the parts of a name.

    >>> parts_of("Abd El Karim Ben Jelloun")
    ('abd-karim', 'ben-jelloun')
    """
    words = [word[:LONGEST_WORD] for word in fold(name).split()[:MOST_WORDS]]
    if len(words) > len(("title", "name")) and words[0] in tables.TITLES:
        words = words[1:]
    parts: list[str] = []
    head = ""
    place = 0
    while place < len(words):
        word, place = _part_at(words, place, parts)
        if not word:
            continue
        if word in tables.HEADS and place < len(words):
            head += word + JOINT
        else:
            parts.append(_with_head(head, word))
            head = ""
    return tuple(parts)


def _with_head(head: str, word: str) -> str:
    if head and word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        word = word[len(_ARTICLE) :]
    return head + word


def _part_at(words: list[str], place: int, parts: list[str]) -> tuple[str, int]:
    """The part that begins at `place`, "" for what is none of its own, and the place after it."""
    word = tables.ALIASES.get(words[place], words[place])
    after = _past_article(words, place)
    if after > place:
        return "", after
    more = place + 1 < len(words) and is_arabic(words[place + 1]) == is_arabic(word)
    if more and word in tables.SERVANT:
        return _servant(words, place + 1)
    if parts and place and is_arabic(parts[-1]) == is_arabic(word):
        ending = _ending(word)
        if ending:
            parts[-1] += JOINT + ending
            return "", place + 1
    return word, place + 1


def _past_article(words: list[str], place: int) -> int:
    while place + 1 < len(words) and not is_arabic(words[place + 1]):
        word, following = words[place], words[place + 1]
        sun = tables.SUN_ARTICLES.get(word)
        if word not in tables.ARTICLES and not (sun and following.startswith(sun)):
            break
        place += 1
    return place


def _servant(words: list[str], place: int) -> tuple[str, int]:
    """Abd and the name of God after it, its article taken off."""
    place = _past_article(words, place)
    name = words[place]
    if is_arabic(name):
        if name == _ARTICLE and place + 1 < len(words):
            place += 1
            name = words[place]
        if name.startswith(_ARTICLE) and len(name) > len(_ARTICLE) + 1:
            name = name[len(_ARTICLE) :]
        return _ARABIC_SERVANT + JOINT + name, place + 1
    if name in tables.ALLAH:
        name = "ilah" if name.startswith("i") else _GOD
    elif name in tables.SUN_ARTICLES and place + 1 < len(words):  # Abd Es Lam, its article on its own
        place += 1
        name = tables.SUN_ARTICLES[name] + words[place]
    article = _JOINED_ARTICLE.match(name) or _JOINED_SUN_ARTICLE.match(name)
    if article:
        name = name[article.end() :]
    return _SERVANT + JOINT + name, place + 1


def _ending(word: str) -> str:
    """Eddine or Allah, in one spelling; "" if `word` is neither."""
    if word in tables.ALLAH:
        return _GOD
    if word in tables.ARABIC_ALLAH:
        return _ARABIC_GOD
    if word in (_THE_FAITH, _ARABIC_FAITH):
        return _ARABIC_FAITH
    return _FAITH if len(word) > len("en") and _EDDINE.fullmatch(word) else ""


def unfinished(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return parts that are being typed: a last half article left out, a last half Abd taken as Abd."""
    if not words:
        return words
    last = words[-1]
    bare = last.replace(JOINT, "")
    if _UNFINISHED_SERVANT.fullmatch(bare):
        return (*words[:-1], _SERVANT)
    if last in _UNFINISHED_ARABIC_SERVANT:
        return (*words[:-1], _ARABIC_SERVANT)
    return words[:-1] if len(words) > 1 and last in _UNFINISHED_ARTICLE else words


# -- how a part may sound -----------------------------------------------------------------------------


@lru_cache(1 << 15)
def part(word: str) -> Part:
    """Return the part that is known by `word`."""
    arabic = is_arabic(word)
    letters = word.replace(JOINT, "")
    head, joint, rest = word.partition(JOINT)
    if word in (_SERVANT, _ARABIC_SERVANT):
        return Part(word, arabic, letters, (Form(_SERVANT_SOUND, 0.0),))
    if not joint:
        return _arabic_word(word) if arabic else _latin_word(word)
    if head in (_SERVANT, _ARABIC_SERVANT):
        return _servant_of(word, arabic, rest)
    stem, _, ending = word.rpartition(JOINT)
    if head not in tables.HEADS or (ending in _ENDINGS and JOINT not in stem):
        return _with_ending(word, stem, ending, arabic)
    return _headed(word, head, part(rest))


def _servant_of(word: str, arabic: bool, name: str) -> Part:
    name = name.replace(JOINT, "")
    plain = [Form(sounds.of_arabic(name), 0.0)] if arabic else _latin_forms(name)
    core = _distinct([*plain, *_as_usual(name)])
    whole = [Form(_servant_sounds(form.sounds), form.cost) for form in core]
    bare = [Form(form.sounds, form.cost + _SERVANT_OFF) for form in core]
    beginnings = (name,)
    letters = (_ARABIC_SERVANT + _ARTICLE if arabic else _SERVANT) + name
    return Part(word, arabic, letters, _distinct([*whole, *bare]), core, beginnings)


def _as_usual(word: str) -> list[Form]:
    """How a given name is heard that everybody knows, whatever its spelling and script."""
    name = tables.NAMES_OF_GOD.get(word) or usual_spelling(word)
    return [Form(sounds.of_latin(name), 0.0)] if name else []


def _servant_sounds(name: str) -> str:
    return _SERVANT_SOUND + (name.removeprefix("d"))


def _with_ending(word: str, stem: str, ending: str, arabic: bool) -> Part:
    allah = "lh" if arabic else "lah"
    heard = "din" if ending in (_FAITH, _ARABIC_FAITH) else allah
    stems = part(stem).forms if JOINT in stem else _forms(stem, arabic=arabic)
    whole = [Form(sounds.single(form.sounds + heard), form.cost) for form in stems]
    bare = [Form(form.sounds, form.cost + _ENDING_OFF) for form in stems]
    spelt = {_FAITH: "eddine", _GOD: "allah", _ARABIC_FAITH: _THE_FAITH}.get(ending, ending)
    return Part(word, arabic, stem.replace(JOINT, "") + spelt, _distinct([*whole, *bare]))


def _headed(word: str, head: str, rest: Part) -> Part:
    heard = sounds.of(head, arabic=rest.arabic)
    if head in tables.SON:
        heard = "bn" if rest.arabic else "ben"
    off = _LIGHT_HEAD_OFF if head in tables.LIGHT_HEADS else _SON_OFF
    whole = [
        Form(sounds.single(heard + form.sounds), form.cost)
        for form in rest.forms
        if form.cost <= _PLAIN_BELOW
    ]
    bare = [Form(form.sounds, form.cost + off) for form in rest.forms]
    forms = _distinct([*whole, *bare])
    return Part(word, rest.arabic, head + rest.letters, forms, (), (rest.letters, *rest.beginnings))


def _forms(word: str, *, arabic: bool) -> list[Form]:
    return _arabic_forms(word) if arabic else _latin_forms(word)


def _latin_word(word: str) -> Part:
    servant = _JOINED_SERVANT.match(word)
    if not servant:
        return Part(word, False, word, _distinct([*_latin_forms(word), *_as_usual(word)]))
    name = word[servant.end() :]
    core = _distinct([Form(sounds.of_latin(name), 0.0), *_as_usual(name)])
    forms = (
        *(Form(_servant_sounds(form.sounds), 0.0) for form in core),
        Form(sounds.of_latin(word), 0.0),
        *(Form(form.sounds, _SERVANT_OFF) for form in core),
    )
    return Part(word, False, word, _distinct(forms), core, (name,))


def _latin_forms(word: str) -> list[Form]:
    def heard(spelling: str, cost: float) -> Form:
        return Form(sounds.of_latin(spelling), cost)

    forms = [heard(word, 0.0)]
    article = _JOINED_ARTICLE.match(word) or _JOINED_SUN_ARTICLE.match(word)
    if article:
        forms.append(heard(word[article.end() :], _ARTICLE_OFF))
    elif _JOINED_BEFORE_VOWEL.match(word):
        forms.append(heard(word[len("el") :], _ARTICLE_OFF_VOWEL))
    if len(word) >= _LONG and word[0] == "l" and word[1] != "l":
        forms.append(heard(word[1:], _L_OFF))
    son = _JOINED_SON.match(word)
    if son:
        forms.append(heard(word[son.end() :], _SON_OFF))
    if word.startswith("rh"):
        forms.append(Form("r" + sounds.of_latin("h" + word[2:]), _RH))
    elif "rh" in word:
        forms.append(heard(word.replace("rh", "gh"), _RH_INSIDE))
    return forms


def _arabic_word(word: str) -> Part:
    joined = _ARABIC_SERVANT + _ARTICLE
    beginnings = (word[len(_ARTICLE) :],) if word.startswith(_ARTICLE) and len(word) > _LONG - 2 else ()
    if word.startswith(joined) and len(word) > len(joined) + 1:
        name = word[len(joined) :]
        core = _distinct([Form(sounds.of_arabic(name) or "a", 0.0), *_as_usual(name)])
        whole = [Form(_servant_sounds(form.sounds), 0.0) for form in core]
        bare = [Form(form.sounds, _SERVANT_OFF) for form in core]
        return Part(word, True, word, _distinct([*whole, *bare]), core, (name,))
    if word.endswith(_THE_FAITH) and len(word) > len(_THE_FAITH) + 1:
        stem = sounds.of_arabic(word[: -len(_THE_FAITH)])
        return Part(word, True, word, (Form(stem + "din", 0.0), Form(stem, _ENDING_OFF)))
    forms = [*_arabic_forms(word), *_as_usual(word)]
    return Part(word, True, word, _distinct(forms), (), beginnings)


def _arabic_forms(word: str) -> list[Form]:
    def heard(spelling: str, cost: float) -> Form:
        return Form(sounds.of_arabic(spelling), cost)

    forms = [heard(word, 0.0)]
    if word.startswith(_ARTICLE) and len(word) >= _LONG:
        bare = word[len(_ARTICLE) :]
        forms = [heard(bare, 0.0), heard(word, _ARABIC_ARTICLE_ON), *_as_usual(bare)]
    elif word.startswith(_ARTICLE) and len(word) == _LONG - 1:
        forms.append(heard(word[len(_ARTICLE) :], _RH))
    if len(word) >= _LONG and word[0] == "ل" and word[1] != "ل":
        forms.append(heard(word[1:], _L_OFF))
    if len(word) >= _LONG - 1 and word[0] == "ا" and word[1] not in _NOT_AFTER_FIRST_ALEF:
        forms.append(heard(word[1:], _ALEF_OFF))
    if word.endswith(_HEARD_AS_T):
        forms.append(heard(word[:-1] + "ت", _T_AT_END))
    if len(word) > _LONG and word.startswith("بن"):
        forms.append(heard(word[2:], _SON_OFF))
    if _TCH in word:
        forms += [
            Form(form.sounds, form.cost + _TCH_AS_CH) for form in _arabic_forms(word.replace(_TCH, "ش"))
        ]
    return forms


def _distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms that sound at all, each once, with the least cost."""
    seen: dict[str, float] = {}
    for form in forms:
        if form.sounds and form.cost < seen.get(form.sounds, 9.9):
            seen[form.sounds] = form.cost
    return tuple(Form(heard, cost) for heard, cost in seen.items())
