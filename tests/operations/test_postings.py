"""Who has which word among their names: kept with the people, in chunks, for as many as there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from sqlalchemy import Connection, select

from kiosk.domain.name_parts import part
from kiosk.domain.people import Attendee
from kiosk.operations import people as roll
from kiosk.operations.station import Station
from kiosk.store import crowd, memory, postings, search, tables, vocabulary
from kiosk.store.lexicon import lexicon
from kiosk.store.wordforms import heard, spelt

NUMBERS = (1, 2, (1 << postings.CHUNK_BITS) - 1, 1 << postings.CHUNK_BITS, 3 << postings.CHUNK_BITS)


def names(station: Station, word: str) -> list[int]:
    with station.database.read() as connection:
        kept = memory.names(connection)
        (_, like) = kept.lexicon.like(word, begun=False)
        listed = kept.crowd.listed(like)
    likes = listed.likes[listed.ranks]
    return sorted(int(name) >> 1 for name, like in zip(listed.names, likes, strict=True) if like == 1)


def counted(connection: Connection, *words: str) -> dict[str, int]:
    """How many people have each of `words`, by what is kept."""
    kept = select(tables.name_word.c.word, tables.name_word.c.people).where(
        tables.name_word.c.word.in_(words)
    )
    return dict(tuple(row) for row in connection.execute(kept))


def somebody(number: int, name: str, arabic: str = "") -> search.Entry:
    return search.entry(number, Attendee(id=str(number), code="", name_latin=name, name_arabic=arabic))


def test_everybody_who_has_a_word_is_listed_in_every_chunk(station: Station) -> None:
    with station.database.write() as connection:
        search.add(connection, [somebody(number, "Ali Chikr") for number in NUMBERS[:3]])
        search.add(connection, [somebody(number, "Omar Chikr", "عمر شيكر") for number in NUMBERS[3:]])
    assert names(station, "chikr") == sorted([*NUMBERS, *NUMBERS[3:]])  # of some the Arabic one sounds so too
    with station.database.read() as connection:
        assert counted(connection, "chikr", "شيكر", "nobody") == {"chikr": 5, "شيكر": 2}


def test_what_was_written_later_is_found_and_what_was_undone_is_not(station: Station) -> None:
    with station.database.write() as connection:
        search.add(connection, [somebody(1, "Ali Chikr")])
    assert names(station, "chikr") == [1]
    with station.database.write(keep=False) as connection:
        search.add(connection, [somebody(2, "Omar Zzyzx")])
        assert memory.names(connection).lexicon.places["zzyzx"]
    with station.database.write() as connection:
        search.add(connection, [somebody(2, "Omar Tazi")])
    assert names(station, "zzyzx") == []
    assert names(station, "tazi") == [2]


def test_who_is_gone_is_no_longer_listed(station: Station) -> None:
    with station.database.write() as connection:
        search.add(connection, [somebody(number, "Ali Chikr") for number in (1, 2)])
        words = vocabulary.remove(connection, Counter({"ali": 1, "chikr": 1}))
        postings.remove(connection, [(words["chikr"], 1), (words["ali"], 1)])
    assert names(station, "chikr") == [2]
    with station.database.write() as connection:
        words = vocabulary.remove(connection, Counter({"ali": 1, "chikr": 1}))
        postings.remove(connection, [(words["chikr"], 2), (words["ali"], 2)])
    assert names(station, "chikr") == []
    with station.database.read() as connection:
        assert counted(connection, "chikr", "ali") == {}


Names = Mapping[int, frozenset[str]]

GIVEN = ("ali", "omar", "hicham", "sara", "zineb", "youssef")


def have(
    station: Station, people: Mapping[int, frozenset[str]], *, gone: Mapping[int, frozenset[str]]
) -> None:
    """Put these people's words into the station, and take those of others out."""
    with station.database.write() as connection:
        words = vocabulary.remove(connection, Counter(word for had in gone.values() for word in had))
        postings.remove(connection, [(words[word], number) for number, had in gone.items() for word in had])
        search.add(connection, [somebody(number, " ".join(had)) for number, had in people.items()])


@pytest.mark.parametrize("seed", range(6))
def test_what_is_in_memory_keeps_up_with_whatever_changes(
    station: Station, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes, goes or is renamed; one by one and many at once; with notes left and with none."""
    monkeypatch.setattr(postings, "_MOST_NOTED", 4)
    monkeypatch.setattr(postings, "_NOTES_KEPT", 9)
    random = Random(seed)
    everybody: dict[int, frozenset[str]] = {}
    for _ in range(25):
        for _ in range(random.randint(1, 4)):  # nobody looks between
            chosen = random.sample(range(1, 40), random.randint(1, 3))
            gone = {number: everybody.pop(number) for number in chosen if number in everybody}
            named = {number: frozenset(random.sample(GIVEN, 2)) for number in chosen if random.random() < 0.7}
            have(station, named, gone=gone)
            everybody |= named
        for word in GIVEN:
            assert names(station, word) == sorted(n for n, had in everybody.items() if word in had), word


WORDS = (
    "hicham",
    "abd-karim",
    "ben-jelloun",
    "chikr",
    "شيكر",
    "عبد-كريم",
    "fatima",
    "zahra",
    "الفاسي",
    "noureddine",
)


@pytest.mark.parametrize("known", range(len(WORDS)))
def test_words_that_came_later_are_heard_like_those_that_were_there(known: int) -> None:
    rows = [(n, word, spelt(part(word)), heard(part(word))) for n, word in enumerate(WORDS, 3)]
    grown, whole = lexicon(rows[known:], lexicon(rows[:known])), lexicon(rows)
    for typed in ("hisham", "karim", "benj", "chiker", "شيكر", "fati", "nour"):
        for ours, theirs in zip(grown.like(typed, begun=True), whole.like(typed, begun=True), strict=True):
            assert ours.numbers.tolist() == theirs.numbers.tolist()
            assert ours.likes.tolist() == theirs.likes.tolist()
            assert [ours.words[word] for word in WORDS] == [theirs.words[word] for word in WORDS]


def test_an_index_that_is_made_anew_is_read_anew(station: Station) -> None:
    roll.walk_in(station, {"name_latin": "Ali Chikr", "category": "participant"}, "press-room")
    assert names(station, "chikr") == [1]
    with station.database.write() as connection:
        search.rebuild(connection)
    assert names(station, "chikr") == [1]
    assert names(station, "ali") == [1]


@pytest.mark.parametrize("most", [1, 10])
def test_of_many_who_are_called_so_the_exact_one_is_ranked(station: Station, most: int) -> None:
    """None is left out because others were on the roll before: the last of two thousand is found."""
    with station.database.write() as connection:
        others = [somebody(number, f"Mohamed Ben{number:x} Alaoui") for number in range(1, 2000)]
        search.add(connection, [*others, somebody(2000, "Mohamed Alaoui")])
    with station.database.read() as connection:
        kept = memory.names(connection)
    like = [kept.lexicon.like(word, begun=False)[1] for word in ("محمد", "العلوي")]
    listed = [kept.crowd.listed(one) for one in like]
    assert next(iter(crowd.best(listed, (1.0, 1.0), 2000, most))) == 2000
