"""What counts as an answer to each kind of question, and which questions are still open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import countries
from kiosk.domain.people import Attendee, Words
from kiosk.domain.questions import (
    Answering,
    Option,
    Question,
    Wrong,
    WrongAnswerError,
    answer,
    open_questions,
)

MEALS = (
    Option("veg", Words(fr="Végétarien", ar="نباتي", en="Vegetarian")),
    Option("fish", Words(fr="Poisson", ar="سمك", en="Fish")),
    Option("none", Words(fr="Rien, merci", en="Nothing")),
    Option("4", Words(fr="Menu 5")),
    Option("5", Words(fr="Menu 4")),
)


def asked(answering: Answering, **values: Any) -> Question:
    options = MEALS if answering in (Answering.CHOICE, Answering.CHOICES) else ()
    return Question("q", Words(fr="?"), answering, **{"options": options, **values})


KEPT = {
    Answering.TEXT: {
        "  Al  Amal \t SA ": "Al Amal SA",
        "a\nb": "a b",
        "a\x00b\x1b[31m": "a b [31m",
        "e\u202e\u0301": "é",
        "\u2066شركة\u2069": "شركة",
        "می\u200cخواهم": "می\u200cخواهم",
        "\ud800x\ue000": "x",
        "a" + "\u0301" * 50: "á" + "\u0301" * 7,
        "x" * 200: "x" * 200,
    },
    Answering.LONG_TEXT: {
        "Bonjour,\r\n  deux   lignes\u2028fin \n\n": "Bonjour,\ndeux lignes\nfin",
        "\u200d\nx\n\u200c": "x",
        "x" * 2000: "x" * 2000,
    },
    Answering.NUMBER: {
        "12": "12", "007": "7", "+3": "3", "-0": "0", "-0,50": "-0.5", "3,50": "3.5", ".5": "0.5",
        "١٢٫٥": "12.5", "۱۲": "12", "1 234 567,8": "1234567.8", "١٬٢٣٤": "1234", "1\u202f234": "1234",
        "−4": "-4", "0": "0", "9" * 40: "9" * 40,
    },
    Answering.YES_NO: {
        "oui": "yes", "OUI": "yes", "Yes": "yes", "y": "yes", "true": "yes", "1": "yes", "١": "yes",
        "نعم": "yes", "نَعَم": "yes", "vrai": "yes",
        "non": "no", "No": "no", "n": "no", "false": "no", "0": "no", "٠": "no", "لا": "no", "faux": "no",
    },
    Answering.CHOICE: {
        "veg": "veg", "VEG": "veg", "végétarien": "veg", "VEGETARIEN": "veg", "نباتي": "veg", "fish ": "fish",
        "Rien, merci": "none", "4": "4", "menu 4": "5", "5": "5",
    },
    Answering.CHOICES: {
        "fish,veg": "veg,fish", "Poisson ; نباتي": "veg,fish", "veg،fish": "veg,fish", "veg,veg": "veg",
        "veg,": "veg", "Rien, merci": "none", "5,4,fish": "fish,4,5",
    },
    Answering.DATE: {
        "2024-10-24": "2024-10-24", "24/10/2024": "2024-10-24", "24-10-2024": "2024-10-24",
        "24.10.2024": "2024-10-24", "1/2/2024": "2024-02-01", "2024/10/24": "2024-10-24",
        "٢٤/١٠/٢٠٢٤": "2024-10-24", "29/02/2024": "2024-02-29",
    },
    Answering.TIME: {
        "09:30": "09:30", "9:30": "09:30", "9h30": "09:30", "9 h 30": "09:30", "9H": "09:00", "٩:٣٠": "09:30",
        "23:59:59": "23:59:59", "09:30:00": "09:30", "00:00": "00:00",
    },
    Answering.MOMENT: {
        "2024-10-24T09:30": "2024-10-24T09:30", "2024-10-24 09:30:00": "2024-10-24T09:30",
        "24/10/2024 9h30": "2024-10-24T09:30", "24/10/2024 à 9h": "2024-10-24T09:00",
        "24.10.2024, 09:30": "2024-10-24T09:30", "2024-10-24T08:30Z": "2024-10-24T08:30+00:00",
        "2024-10-24T09:30:15.250+0100": "2024-10-24T09:30:15+01:00",
        "2024-10-24T09:30-04:30": "2024-10-24T09:30-04:30", "٢٤/١٠/٢٠٢٤ ٠٩:٣٠": "2024-10-24T09:30",
    },
    Answering.COUNTRY: {"ma": "MA", "MA": "MA", " fr ": "FR", "Sn": "SN"},
    Answering.PHONE: {
        "06 61-23.45/67": "+212661234567", "0522 22 22 22": "+212522222222",
        "00212661234567": "+212661234567",
        "+212 (0) 661 234567": "+212661234567", "+2120661234567": "+212661234567",
        "212661234567": "+212661234567",
        "٠٦٦١٢٣٤٥٦٧": "+212661234567", "+33 1 23 45 67 89": "+33123456789", "0033123456789": "+33123456789",
        "\u202a+221 77 123 45 67\u202c": "+221771234567",
    },
    Answering.EMAIL: {
        "Ali.B@Exemple.MA": "Ali.B@exemple.ma", "a@b.co": "a@b.co",
        "a+b@c-d.example.org": "a+b@c-d.example.org",
        "علي@مثال.المغرب": "علي@مثال.المغرب",
    },
}  # fmt: skip

REFUSED = {
    Answering.TEXT: {"": Wrong.MISSING, " \x00\u202e ": Wrong.MISSING, "x" * 201: Wrong.TOO_LONG,
                     "x" * 1_000_000: Wrong.TOO_LONG},
    Answering.LONG_TEXT: {"\n\n": Wrong.MISSING, "x" * 2001: Wrong.TOO_LONG},
    Answering.NUMBER: dict.fromkeys(
        ("a", "1,2,3", "1.2.3", "12 34", "--1", "1e5", "NaN", "inf", ",", "+", "½", "²"), Wrong.NOT_A_NUMBER),
    Answering.YES_NO: dict.fromkeys(("peut-être", "2", "?", "ok", "oui non"), Wrong.NOT_YES_OR_NO),
    Answering.CHOICE: dict.fromkeys(("meat", "veg,fish", "?", "6"), Wrong.NOT_AN_OPTION),
    Answering.CHOICES: dict.fromkeys(("meat", "veg,meat", ",", ",;"), Wrong.NOT_AN_OPTION),
    Answering.DATE: dict.fromkeys(
        ("24/10", "31/02/2024", "30-02-2024", "0000-01-01", "24/10/24", "24/10-2024", "2024-W01-1",
         "20241024", "today", "2024-10-24T09:00"), Wrong.NOT_A_DATE),
    Answering.TIME: dict.fromkeys(("24:00", "9", "9:3", "09:60", "930", "9h60", "-1:00", "9:30 pm"),
                                  Wrong.NOT_A_TIME),
    Answering.MOMENT: {
        "24/10/2024": Wrong.NOT_A_TIME, "24/10/2024 25:00": Wrong.NOT_A_TIME, "09:30": Wrong.NOT_A_DATE,
        "2024-10-24T09:30+24:00": Wrong.NOT_A_TIME, "2024-10-24T09:30+01:75": Wrong.NOT_A_TIME,
        "31/02/2024 09:00": Wrong.NOT_A_DATE, "now": Wrong.NOT_A_DATE},
    Answering.COUNTRY: dict.fromkeys(("Maroc", "MAR", "XX", "EU", "M", "212"), Wrong.NOT_A_COUNTRY),
    Answering.PHONE: dict.fromkeys(
        ("061234567", "06612345678", "661234567", "+0123456789", "+2126612345", "+1234567890123456",
         "call me", "0", "+", "00", "06 61 23 45 67 / 06 61 23 45 68", "0361234567x"), Wrong.NOT_A_PHONE),
    Answering.EMAIL: dict.fromkeys(
        ("ali", "ali@", "@b.co", "a@b", "a b@c.co", "a@b..co", ".a@b.co", "a.@b.co", "a..b@c.co", "a@-b.co",
         "a@b.co-", "a@b@c.co", "<a@b.co>", "a,b@c.co", "a@b_.co"), Wrong.NOT_AN_EMAIL)
    | {"a@" + "b" * 80 + ".co": Wrong.NOT_AN_EMAIL, "a" * 65 + "@b.co": Wrong.NOT_AN_EMAIL},
}  # fmt: skip


def cases(table: dict[Answering, dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(kind, text, result, id=f"{kind}-{ascii(text)[:30]}")
        for kind, texts in table.items()
        for text, result in texts.items()
    ]


@pytest.mark.parametrize(("kind", "text", "kept"), cases(KEPT))
def test_an_answer_is_kept_in_one_spelling(kind: Answering, text: str, kept: str) -> None:
    assert answer(asked(kind), text) == kept
    assert answer(asked(kind), kept) == kept


@pytest.mark.parametrize(("kind", "text", "wrong"), cases(REFUSED))
def test_what_is_no_answer_is_told_why(kind: Answering, text: str, wrong: Wrong) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        answer(asked(kind), text)
    assert caught.value.wrong is wrong


@pytest.mark.parametrize("kind", Answering)
@pytest.mark.parametrize("text", ["", "  ", "\u200e\n"])
def test_nothing_answers_an_optional_question_only(kind: Answering, text: str) -> None:
    assert answer(asked(kind, required=False), text) == ""
    with pytest.raises(WrongAnswerError) as caught:
        answer(asked(kind), text)
    assert caught.value.wrong is Wrong.MISSING


@pytest.mark.parametrize("kind", [Answering.CHOICE, Answering.CHOICES])
@pytest.mark.parametrize("required", [True, False])
def test_nothing_can_be_chosen_where_there_are_no_options(kind: Answering, *, required: bool) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        answer(asked(kind, options=(), required=required), "veg")
    assert caught.value.wrong is Wrong.NOT_AN_OPTION


@pytest.mark.parametrize("key", ["", " veg", "a\x00", "x" * 250])
def test_an_option_that_cannot_be_kept_is_never_chosen(key: str) -> None:
    broken = asked(Answering.CHOICE, options=(Option(key, Words(fr="Tout")), MEALS[0]))
    assert answer(broken, "veg") == "veg"
    with pytest.raises(WrongAnswerError):
        answer(broken, "Tout")


def test_choices_longer_than_what_is_kept_are_refused() -> None:
    many = asked(Answering.CHOICES, options=tuple(Option(f"{n:0190}", Words(fr=f"{n}a")) for n in range(20)))
    with pytest.raises(WrongAnswerError) as caught:
        answer(many, ",".join(f"{n}a" for n in range(20)))
    assert caught.value.wrong is Wrong.TOO_LONG


def test_an_id_with_a_comma_is_no_one_of_several() -> None:
    broken = asked(
        Answering.CHOICES,
        options=(Option("a,b", Words(fr="Deux")), Option("a", Words()), Option("b", Words())),
    )
    assert answer(broken, "b,a") == "a,b"
    with pytest.raises(WrongAnswerError):
        answer(broken, "Deux")


TYPED = st.one_of(
    st.text(),
    st.text(alphabet="0123456789٠٩+-/.,:hTZ @aàé\u0301\u200d\u202e\n()", max_size=40),
    st.sampled_from([text for table in (KEPT, REFUSED) for texts in table.values() for text in texts]),
    st.from_regex(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}[ T][0-9]{1,2}[:h][0-9]{0,2}", fullmatch=True),
    st.text(alphabet=st.characters(categories=["Cs", "Co", "Mn", "Mc", "Cf", "Zs"]), max_size=30),
)
OPTIONS = st.lists(
    st.builds(Option, st.text(max_size=4), st.builds(Words, st.text(max_size=4), st.text(max_size=4))),
    max_size=4,
)


@given(st.sampled_from(Answering), st.booleans(), OPTIONS, TYPED)
def test_any_text_is_an_answer_or_a_wrong_one(
    kind: Answering, required: bool, options: list[Option], text: str
) -> None:
    question = asked(kind, required=required, options=tuple(options))
    try:
        kept = answer(question, text)
    except WrongAnswerError:
        return
    assert answer(question, kept) == kept
    assert "\x00" not in kept
    assert kept.isprintable() or kind in (Answering.LONG_TEXT, Answering.TEXT, Answering.EMAIL) or options


@given(st.datetimes())
def test_any_moment_is_kept_as_it_is(at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert datetime.fromisoformat(answer(asked(Answering.MOMENT), at.isoformat())) == at


def test_the_countries_are_those_of_the_standard() -> None:
    # Babel's territories that ISO 3166-1 has not assigned: exceptional, transitional, and of the user's own.
    others = re.findall("..", "ACCPCQDGEAEUEZICQOTAUNXAXBXKZZ")
    territories = {key for key in map(str, Locale("en").territories) if len(key) == 2 and key.isalpha()}
    assert territories.difference(others) == countries.CODES
    assert len(countries.CODES) == 249


ALI = Attendee("a", "c", category="press")
NAME = asked(Answering.TEXT)


def with_answer(text: str) -> Attendee:
    return replace(ALI, answers=MappingProxyType({"q": text}))


OPEN = {
    "never asked": (NAME, ALI, True),
    "answered": (NAME, with_answer("yes"), False),
    "nothing to a required one": (NAME, with_answer(""), True),
    "nothing to an optional one": (replace(NAME, required=False), with_answer(""), False),
    "optional, never asked": (replace(NAME, required=False), ALI, True),
    "an answer that is none any more": (asked(Answering.NUMBER), with_answer("two"), True),
    "an answer in another spelling": (asked(Answering.YES_NO), with_answer("Oui"), False),
    "options in another order": (asked(Answering.CHOICES), with_answer("fish,veg"), False),
    "an option that is gone": (asked(Answering.CHOICE), with_answer("meat"), True),
    "another question's answer": (replace(NAME, id="other"), with_answer("yes"), True),
    "for this category": (replace(NAME, categories=frozenset({"press"})), ALI, True),
    "for another category": (replace(NAME, categories=frozenset({"vip"})), ALI, False),
    "for this list": (replace(NAME, lists=frozenset({"door"})), ALI, True),
    "for another list": (replace(NAME, lists=frozenset({"dinner"})), ALI, False),
    "a choice of nothing": (asked(Answering.CHOICE, options=()), ALI, False),
    "an optional choice of nothing": (asked(Answering.CHOICES, options=(), required=False), ALI, False),
    "a choice of what cannot be kept": (asked(Answering.CHOICE, options=(Option("", Words()),)), ALI, False),
}


@pytest.mark.parametrize("case", OPEN)
def test_which_question_is_open(case: str) -> None:
    question, attendee, is_open = OPEN[case]
    assert open_questions([question], attendee, "door") == ((question,) if is_open else ())


def test_open_questions_keep_their_order() -> None:
    several = [replace(NAME, id=key) for key in ("b", "q", "a")]
    assert [one.id for one in open_questions(several, with_answer("x"), "door")] == ["b", "a"]
