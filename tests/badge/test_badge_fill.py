from __future__ import annotations

import pytest

from kiosk.domain.badge import fields_of, fill

PERSON = {"name_latin": "Ahmed Benali", "name_arabic": "  ", "code": "M0123456789", "Table {x}": "7"}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{name_latin}", "Ahmed Benali"),
        ("{name_arabic|name_latin}", "Ahmed Benali"),
        ("{ name_arabic | name_latin }", "Ahmed Benali"),
        ("{nobody}", ""),
        ("{nobody|name_arabic}", ""),
        ("{code:4} … {code:-3}", "M012 … 789"),
        ("{nobody|code:4}", "M012"),
        ("{{{name_latin}}}", "{Ahmed Benali}"),
        ("no placeholder", "no placeholder"),
        ("{unclosed", "{unclosed"),
        ("", ""),
    ],
)
def test_placeholders_are_filled(template: str, filled: str) -> None:
    assert fill(template, PERSON) == filled


def test_what_a_field_holds_is_never_a_template() -> None:
    assert fill("{name_latin}", {"name_latin": "{code}", "code": "secret"}) == "{code}"


def test_a_template_says_which_fields_it_asks_for() -> None:
    assert fields_of("{name_arabic|name_latin} – {code:-3} {{not}}") == {"name_arabic", "name_latin", "code"}
