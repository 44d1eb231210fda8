"""What is no ticket is called by its name, whoever wrote it and whatever the scanner made of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import language
from kiosk.domain import codes
from kiosk.domain.foreign_codes import NAME_LIMIT, Foreign, ForeignKind, recognise
from kiosk.words.foreign import foreign

SIGNED = (
    "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/RN0L5AIBABSxw2TKFnS"
    "UNUCKAEAPAQA"
)
URL, WIFI, CONTACT = ForeignKind.URL, ForeignKind.WIFI, ForeignKind.CONTACT
EMAIL, PHONE = ForeignKind.EMAIL, ForeignKind.PHONE

VCARD = """BEGIN:VCARD\r
VERSION:3.0\r
N:El Fassi;Amina;;Mme;\r
FN:Amina El Fassi\r
ORG:Acme\\, SARL\r
TITLE:N: manager\r
TEL;TYPE=CELL:+212661234567\r
END:VCARD\r
"""


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("https://pretix.eu/demo/ticket?x=1", URL, "pretix.eu"),
        ("HTTP://WWW.Example.COM:8080/A", URL, "www.example.com"),
        ("https://example.org", URL, "example.org"),
        ("https://example.org?next=https://other.org", URL, "example.org"),
        ("https://pretix.eu@evil.example/", URL, "evil.example"),
        ("https://pretix.eu:443@evil.example:8443#pretix.eu", URL, "evil.example"),
        ("https://evil.example\\@pretix.eu/", URL, "evil.example"),
        ("https:\\\\evil.example\\", URL, "evil.example"),
        ("https:///example.org/a", URL, "example.org"),
        ("https://[2001:db8::1]:80/", URL, "[2001:db8::1]"),
        ("https://معرض.المغرب/تذكرة", URL, "معرض.المغرب"),
        ("https://", URL, ""),
        ("https://user@", URL, ""),
        ("www.ausim.ma/agenda", URL, "www.ausim.ma"),
        ("WWW.AUSIM.MA", URL, "www.ausim.ma"),
        ("URLTO:google.com/m", URL, "google.com"),
        ("URLTO:https://google.com/m", URL, "google.com"),
        ("MEBKM:TITLE:Agenda;URL:http\\://ausim.ma/x;;", URL, "ausim.ma"),
        ("WIFI:T:WPA;S:Hotel Atlas;P:secret;;", WIFI, "Hotel Atlas"),
        ('wifi:S:Caf\\;é \\\\ \\:\\,\\"x\\";T:WPA;P:a;;', WIFI, 'Caf;é \\ :,"x"'),
        ('WIFI:T:WPA;S:"ABCD12";P:x;;', WIFI, "ABCD12"),
        ("WIFI:T:WPA;P:S\\;S:no;S:yes;;", WIFI, "yes"),
        ("WIFI:S:net\\nwork;;", WIFI, "netnwork"),
        ("WIFI:T:nopass;;", WIFI, ""),
        ("WIFI:", WIFI, ""),
        (VCARD, CONTACT, "Amina El Fassi"),
        ("BEGIN:VCARDVERSION:3.0N:EL FASSI;AMINAFN:AMINA EL FASSIORG:ACME", CONTACT, "AMINA EL FASSI"),
        ("BEGIN:VCARDVERSION:3.0FN:AMINA EL FASSIN:EL FASSI;AMINAEND:VCARD", CONTACT, "AMINA EL FASSI"),
        (VCARD.replace("\r\n", "\n"), CONTACT, "Amina El Fassi"),
        (VCARD.replace("FN:Amina El Fassi\r\n", ""), CONTACT, "Amina El Fassi"),
        (VCARD.replace("Amina El Fassi", "Amina\r\n  El Fassi"), CONTACT, "Amina El Fassi"),
        (VCARD.replace("FN:", "FN;CHARSET=UTF-8:"), CONTACT, "Amina El Fassi"),
        (
            "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=A3=D9=85=\n=D9=8A=D9=86=D8=A9\nEND:VCARD",
            CONTACT,
            "أمينة",
        ),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:Tazi\\, Lina\nEND:VCARD", CONTACT, "Tazi, Lina"),
        ("BEGIN:VCARD\nVERSION:4.0\nitem1.FN:Lina\nEND:VCARD", CONTACT, "Lina"),
        ("BEGIN:VCARD\nVERSION:4.0\nORG:Acme\nEND:VCARD", CONTACT, ""),
        ("BEGIN:VCARD", CONTACT, ""),
        ("VERSION:3.0", CONTACT, ""),
        ("N:El Fassi;Amina;;;", CONTACT, ""),
        ("END:VCARD", CONTACT, ""),
        ("MECARD:N:El Fassi,Amina;TEL:+212661;EMAIL:a@b.ma;;", CONTACT, "Amina El Fassi"),
        ("MECARD:TEL:1;N:Nasr\\;A\\,B,Lina;;", CONTACT, "Lina Nasr;A,B"),
        ("MECARD:N:Lina;;", CONTACT, "Lina"),
        ("BIZCARD:N:Sean;X:Owen;T:Engineer;;", CONTACT, "Sean Owen"),
        ("mailto:amina%40ausim.ma?subject=Hi", EMAIL, "amina@ausim.ma"),
        ("MAILTO:a@b.ma", EMAIL, "a@b.ma"),
        ("MATMSG:TO:a@b.ma;SUB:Hi;BODY:x;;", EMAIL, "a@b.ma"),
        ("SMTP:a@b.ma:Hi:x", EMAIL, "a@b.ma"),
        ("tel:+212-661-23-45-67", PHONE, "+212-661-23-45-67"),
        ("TEL:0661234567;ext=2", PHONE, "0661234567"),
        ("sms:+212661?body=x", PHONE, "+212661"),
        ("SMSTO:+212661:hello", PHONE, "+212661"),
        (codes.make(7), ForeignKind.OUR_OWN, ""),
        (f" {codes.make(7).lower()} ", ForeignKind.OUR_OWN, ""),
        (SIGNED, ForeignKind.SIGNED, ""),
        (f"{SIGNED}\r\n", ForeignKind.SIGNED, ""),
        ("A" * (codes.SCAN_LIMIT + 1), ForeignKind.TOO_LONG, ""),
        (codes.make(7) + codes.make(8), ForeignKind.UNCLEAR, ""),
        ("TICKET\ufffd12", ForeignKind.UNCLEAR, ""),
        ("\ufeffhttps://ausim.ma/", URL, "ausim.ma"),
    ],
)
def test_a_code_is_called_by_its_name(text: str, kind: ForeignKind, name: str) -> None:
    assert recognise(text) == Foreign(kind, name)


@pytest.mark.parametrize(
    "text",
    [
        VCARD,
        VCARD.replace("FN:Amina El Fassi\r\n", ""),
        "MECARD:N:El Fassi,Amina;;\n",
        "WIFI:S:El Fassi;;\r\n",
    ],
)
def test_a_card_whose_line_ends_were_lost_names_the_same(text: str) -> None:
    assert recognise(codes.clean(text)) == recognise(text)
    found = recognise(codes.clean(text))
    assert found is not None
    assert found.name.endswith("El Fassi")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A" * codes.SCAN_LIMIT,
        "ABC123",
        codes.make(7)[:-1],
        SIGNED[:-1],
        "httpsx",
        "http:",
        "www.",
        "www. x",
        "telephone",
        "wifi",
        "begin",
        "mecard",
        "Nadia",
        "N 12",
        "F",
        "VERSION:12",
        "VERSION:3.05",
        "ف" * 40,
    ],
)
def test_what_nobody_can_tell_is_not_guessed(text: str) -> None:
    assert recognise(text) is None


def test_a_long_card_is_still_a_card_but_a_host_cut_off_is_not_shown() -> None:
    assert recognise(VCARD + "PHOTO:" + "A" * 2000) == Foreign(CONTACT, "Amina El Fassi")
    assert recognise("https://ausim.ma/" + "a" * 2000) == Foreign(URL, "ausim.ma")
    assert recognise("https://pretix.eu:" + "a" * 2000 + "@evil.example/") == Foreign(URL)


def test_a_long_name_is_cut_and_a_long_host_keeps_its_end() -> None:
    network = recognise("WIFI:S:" + "n" * 100 + ";;")
    assert network == Foreign(WIFI, "n" * (NAME_LIMIT - 1) + "…")
    host = recognise("https://pretix.eu." + "a" * 100 + ".evil.example/")
    assert host is not None
    assert len(host.name) == NAME_LIMIT
    assert host.name.startswith("…a")
    assert host.name.endswith(".evil.example")


@pytest.mark.parametrize("bad", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\u2028", "\n", "\x85"])
def test_a_name_turns_nothing_round(bad: str) -> None:
    found = recognise(f"MECARD:N:Ami{bad}na;;")
    assert found is not None
    assert found.name in ("Amina", "Ami na")


PREFIXES = [
    "https://",
    "www.",
    "WIFI:S:",
    "BEGIN:VCARD\nFN:",
    "BEGIN:VCARDN:",
    "MECARD:N:",
    "mailto:",
    "MATMSG:TO:",
]


@given(st.sampled_from([*PREFIXES, "tel:", "URLTO:", "MEBKM:URL:", "BIZCARD:N:", ""]), st.text(max_size=200))
def test_nothing_raises_and_every_name_can_be_shown(prefix: str, rest: str) -> None:
    found = recognise(prefix + rest)
    if found is not None:
        assert len(found.name) <= NAME_LIMIT
        categories = {unicodedata.category(one) for one in found.name if one not in "\u200c\u200d"}
        assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    "text",
    [
        "FN:" * 170,
        "BEGIN:VCARD" + ";" * 500,
        "BEGIN:VCARD" + "N;" * 250,
        "WIFI:" + "\\" * 500,
        "MECARD:" + ";" * 500,
        "BEGIN:VCARD" + "item1." * 80,
        "BEGIN:VCARD" + "FN;" * 160,
        "x" * 1_000_000,
        "BEGIN:VCARD\n" + "N:" * 500_000,
    ],
)
def test_no_code_takes_long_to_tell(text: str) -> None:
    began = process_time()
    for _again in range(20):
        recognise(text)
    assert process_time() - began < 1  # a thousandth of that is usual; a pattern gone wild takes minutes


@pytest.fixture
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("kind", ForeignKind)
def test_every_kind_is_said_in_one_sentence(kind: ForeignKind) -> None:
    assert foreign(Foreign(kind)).endswith(".")
    assert "{" not in foreign(Foreign(kind, "X1"))


@pytest.mark.usefixtures("english")
def test_a_name_is_said_and_kept_from_its_surroundings() -> None:
    said = foreign(Foreign(URL, "{host}.ma"))
    assert said == "This is a web address (\u2068{host}.ma\u2069), not a ticket."
    assert foreign(Foreign(WIFI)) == "This is the code of a Wi-Fi network, not a ticket."
