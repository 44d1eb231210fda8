from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk import language
from kiosk.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    language.use("en")


def test_the_language_changes_for_texts_looked_up_from_then_on() -> None:
    language.use("fr")
    assert _("Welcome") == "Bienvenue"
    language.use("ar")
    assert _("Welcome") == "مرحبا"
    assert language.is_rtl()
    language.use("en")
    assert _("Welcome") == "Welcome"
    assert not language.is_rtl()


def test_a_language_that_nobody_translated_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        language.use("xx")


@pytest.mark.parametrize(("code", "shown"), [("fr", "1\u202f500"), ("ar", "1\u202f500"), ("en", "1,500")])
def test_numbers_are_set_apart_as_the_language_does(code: str, shown: str) -> None:
    language.use(code)
    assert language.number(1500) == shown
    assert language.number(12) == "12"


def test_arabic_has_its_own_forms_for_one_and_two_and_few() -> None:
    language.use("ar")
    forms = {ngettext("{n} badge printed", "{n} badges printed", n) for n in (1, 2, 5, 11)}
    assert len(forms) == 4


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_times_are_told_in_24_hours_and_western_digits(code: str) -> None:
    language.use(code)
    assert language.clock(datetime(2024, 10, 24, 21, 5, tzinfo=UTC)) == "21:05"
