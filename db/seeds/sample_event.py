"""Invents the people of the sample event, as an organiser's own list would have them.

The same seed gives the same people, whatever Python: only `random()` is drawn, the one method whose numbers
are promised to stay. Names, companies and words stand in `tables/`, both scripts side by side. The program
loads this file by its path, so it needs nothing but the standard library. Reading the list is the import's
business, and a person's badge code is the program's.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from functools import cache
from hashlib import sha256
from itertools import count as counting
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Draw: TypeAlias = Callable[[], float]
    Row: TypeAlias = dict[str, str]

Option = TypeVar("Option")

SEED: Final = 20241024
COUNT: Final = 1_500
TABLES: Final = Path(__file__).parent / "tables"

HEADERS: Final = (
    "Référence",
    "Nom",
    "Prénom",
    "الاسم الكامل",
    "Société",
    "Fonction",
    "Catégorie",
    "E-mail",
    "GSM",
    "Statut",
    "Observations",
    "Attention",
    "Code billet",
)

CAST_EVERY: Final = 40
"""One in so many is of `tables/cast.tsv`, people whose names try a desk, until all have come."""

CAST_FIRST: Final = 7
TICKET_EVERY: Final = 55
"""One in so many, beside some of the cast, registered in the ticket shop and holds its code."""

# How often something is so, of 1.
ABROAD: Final = 0.09
WOMAN: Final = 0.47
LATIN_ALONE: Final = 0.175  # of those from Morocco
ARABIC_ALONE: Final = 0.145
COMMON_WAY: Final = 0.7
CAPITALS: Final = 0.04
NO_EMAIL: Final = 0.12
PRIVATE_EMAIL: Final = 0.1
NOTE: Final = 0.03
ATTENTION: Final = 0.008
ATTENTION_OFFICIAL: Final = 0.4
NO_PHONE_ABROAD: Final = 0.6

EMPLOYERS: Final = {
    "participant": ("bank", "public", "school", "it", "it", "telecom", "industry", "industry"),
    "partner": ("it", "it", "it", "telecom", "bank"),
    "speaker": ("school", "it", "bank", "public"),
    "press": ("press",),
    "official": ("public",),
    "organiser": ("organiser",),
}

PLAIN: Final = str.maketrans({"ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "œ": "oe", "Œ": "oe"})
"""Letters that no decomposition makes plain."""


class Person(NamedTuple):
    """A line of the roll, in the order of `HEADERS`."""

    reference: str
    family: str
    given: str
    arabic: str
    company: str
    function: str
    category: str
    email: str
    phone: str
    status: str
    note: str
    attention: str
    ticket: str


class Name(NamedTuple):
    """A person's name; `arabic` is empty where nobody would write it."""

    family: str
    given: str
    arabic: str
    woman: bool


def people(count: int = COUNT, seed: int = SEED) -> Iterator[Row]:
    """Yield `count` lines of the roll by header; a longer roll begins with the lines of a shorter one."""
    return (dict(zip(HEADERS, person, strict=True)) for person in islice(persons(seed), count))


def write_roll(path: Path, count: int = COUNT, seed: int = SEED) -> None:
    """Write the roll as a spreadsheet in Morocco saves it: semicolons, UTF-8 with its mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(HEADERS)
        writer.writerows(islice(persons(seed), count))


def persons(seed: int) -> Iterator[Person]:
    """Yield people without end; no two share a reference or an e-mail address."""
    draw = Random(seed).random  # noqa: S311 - nothing here is secret
    cast = iter(rows("cast.tsv"))
    seen: Counter[str] = Counter()
    for number in counting(1):
        actor = next(cast, None) if number % CAST_EVERY == CAST_FIRST else None
        made = played(actor, number) if actor else invented(draw, number)
        ticketed = bool(actor["pretix"]) if actor else number % TICKET_EVERY == 0
        yield made._replace(
            reference=f"AUSIM-{number:05d}",
            email=alone(made.email, seen),
            ticket=ticket(seed, number) if ticketed else "",
        )


def played(actor: Row, number: int) -> Person:
    """Return one of the cast as a line of the roll, its reference and ticket still missing."""
    domain = next(row["domain"] for row in rows("companies.tsv") if actor["company"] in row.values())
    return Person(
        reference="",
        family=actor["family"],
        given=actor["given"],
        arabic=actor["arabic"],
        company=actor["company"],
        function=actor["function"],
        category=ways("category", actor["category"])[0],
        email=address(actor["given"], actor["family"], domain) if actor["family"] else "",
        phone=phone(0, number),
        status=ways("status", actor["status"] or "confirmed")[0],
        note=actor["note"],
        attention=actor["attention"],
        ticket="",
    )


def invented(draw: Draw, number: int) -> Person:
    """Return somebody new, named in both scripts or in one; reference and ticket are still missing."""
    from_abroad = draw() < ABROAD
    name = nobody_known(draw, name_abroad if from_abroad else name_at_home)
    category = first(draw(), "category")
    company = pick(draw, rows("companies.tsv", "kind", employer(draw, category, from_abroad=from_abroad)))
    script = draw()
    latin = not name.arabic or script > ARABIC_ALONE
    domain = company["domain"] if draw() > PRIVATE_EMAIL else ""
    return Person(
        reference="",
        family=in_capitals_or_not(draw, name.family) if latin else "",
        given=name.given if latin else "",
        arabic=name.arabic if script < 1 - LATIN_ALONE else "",
        company=company["latin"] if latin else company["arabic"] or company["latin"],
        function=function(draw, name, category, company["kind"], "fr" if latin else "ar"),
        category=one_way(draw, ways("category", category)),
        email=address(name.given, name.family, domain) if draw() > NO_EMAIL else "",
        phone="" if from_abroad and draw() < NO_PHONE_ABROAD else phone(draw(), number),
        status=ways("status", first(draw(), "status"))[0],
        note=pick(draw, rows("words.tsv", "of", "note"))["text"] if draw() < NOTE else "",
        attention=attention(draw, category),
        ticket="",
    )


def nobody_known(draw: Draw, new_name: Callable[[Draw], Name]) -> Name:
    """Return a name that nobody in the public eye bears."""
    while digest(name := new_name(draw)) in known():
        pass
    return name


def digest(name: Name) -> str:
    """Return how `tables/known.tsv` tells a name without naming anybody."""
    return sha256((name.arabic or f"{name.given} {name.family}").encode()).hexdigest()[:10]


@cache
def known() -> frozenset[str]:
    """Return the digests of the names that our tables could make of somebody in the public eye."""
    return frozenset(row["digest"] for row in rows("known.tsv"))


def name_at_home(draw: Draw) -> Name:
    """Return a Moroccan name, each part in one of the ways people write it in Latin letters."""
    woman = draw() < WOMAN
    given = pick(draw, rows("given.tsv", "sex", "f" if woman else "m"))
    family = pick(draw, rows("family.tsv"))
    return Name(
        one_way(draw, family["latin"].split("|")),
        one_way(draw, given["latin"].split("|")),
        f"{given['arabic']} {family['arabic']}",
        woman,
    )


def name_abroad(draw: Draw) -> Name:
    """Return the name of a guest from elsewhere, both parts of one origin."""
    woman = draw() < WOMAN
    names = rows("abroad.tsv", "origin", first(draw(), "origin"))
    family = pick(draw, [row["name"] for row in names if row["part"] == "family"])
    given = pick(draw, [row["name"] for row in names if row["part"] == ("f" if woman else "m")])
    return Name(family, given, "", woman)


def employer(draw: Draw, category: str, *, from_abroad: bool) -> str:
    """Return the kind of company that somebody works for."""
    if from_abroad and category not in ("press", "organiser"):
        return "abroad"
    return pick(draw, EMPLOYERS[category])


def function(draw: Draw, name: Name, category: str, kind: str, language: str) -> str:
    """Return what somebody does, in their gender; `language` is "fr" or "ar"."""
    group = "school" if (category, kind) == ("participant", "school") else category
    return pick(draw, rows("functions.tsv", "for", group))[f"{language}_{'f' if name.woman else 'm'}"]


def attention(draw: Draw, category: str) -> str:
    """Return what the desk must heed about somebody, mostly nothing."""
    often = ATTENTION_OFFICIAL if category == "official" else ATTENTION
    return pick(draw, rows("words.tsv", "of", "attention"))["text"] if draw() < often else ""


def in_capitals_or_not(draw: Draw, family: str) -> str:
    """Return a family name, now and then as forms ask for it."""
    return family.upper() if draw() < CAPITALS else family


def address(given: str, family: str, domain: str) -> str:
    """Return an e-mail address at work, or a private one without `domain`; none can exist (RFC 2606)."""
    if domain:
        return f"{plain(given)}.{plain(family)}@{domain}.example.com"
    return f"{plain(given)}{plain(family).rpartition('-')[2][:3]}@example.net"


def alone(email: str, seen: Counter[str]) -> str:
    """Return `email`, with a number before its @ where others have had it."""
    seen[email] += 1
    return email if not email or seen[email] == 1 else email.replace("@", f"{seen[email]}@")


@cache
def plain(text: str) -> str:
    """Return `text` as an e-mail address may have it."""
    bare = unicodedata.normalize("NFD", text.translate(PLAIN)).lower().replace(" ", "-")
    return "".join(letter for letter in bare if letter.isascii() and (letter.isalpha() or letter == "-"))


def phone(chance: float, number: int) -> str:
    """Return a Moroccan mobile number, invented by counting, in one of the ways people note it, or none."""
    digits = f"{600_000_000 + number}"
    return first(chance, "phone").format(digits[0], digits[1:3], digits[3:5], digits[5:7], digits[7:])


def ticket(seed: int, number: int) -> str:
    """Return what the ticket shop's code says: 32 letters and digits."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "".join(letters[byte % 32] for byte in sha256(f"{seed} {number}".encode()).digest())


def pick(draw: Draw, options: Sequence[Option]) -> Option:
    """Return one of `options`, each as likely."""
    return options[int(draw() * len(options))]


def first(chance: float, of: str) -> str:
    """Return what `chance` falls to in `tables/shares.tsv`, where each line ends its share of 1."""
    return next(value for below, value in shares(of) if chance < below)


@cache
def shares(of: str) -> tuple[tuple[float, str], ...]:
    """Return where the shares of some thing end, and what they are of."""
    return tuple((float(row["below"]), row["value"]) for row in rows("shares.tsv", "of", of))


def one_way(draw: Draw, written: Sequence[str]) -> str:
    """Return one way to write something; the first is the common one."""
    return written[0] if len(written) == 1 or draw() < COMMON_WAY else pick(draw, written[1:])


@cache
def ways(of: str, name: str) -> tuple[str, ...]:
    """Return the words that the roll has for a category or a status."""
    return tuple(next(row["text"] for row in rows("words.tsv", "of", of) if row["id"] == name).split("|"))


@cache
def rows(table: str, column: str = "", value: str = "") -> tuple[Row, ...]:
    """Return the lines of a table, or those that have `value` in `column`."""
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(line for line in lines if not column or line[column] == value)
