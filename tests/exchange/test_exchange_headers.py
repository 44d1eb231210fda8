from __future__ import annotations

import pytest

from kiosk.exchange.header_words import Field, System
from kiosk.exchange.headers import recognise, with_field


def fields(*headers: str) -> list[Field]:
    return list(recognise([(1, list(headers))]).fields)


@pytest.mark.parametrize("spelling", ["E-mail", "E-MAIL  ", " email", "É-Mail", "e mail", "Ｅ-mail"])
def test_case_accents_and_spaces_do_not_matter(spelling: str) -> None:
    assert fields("Nom", spelling)[1] is Field.EMAIL


def test_the_order_of_columns_does_not_matter() -> None:
    assert fields("GSM", "الاسم الكامل", "Prénom", "Société", "Nom") == [
        Field.PHONE,
        Field.NAME_ARABIC,
        Field.FIRST_NAME,
        Field.COMPANY,
        Field.LAST_NAME,
    ]


def test_a_family_name_alone_is_the_whole_name() -> None:
    assert fields("Nom", "Société") == [Field.FULL_NAME, Field.COMPANY]
    assert fields("الاسم", "المؤسسة") == [Field.NAME_ARABIC, Field.COMPANY]


def test_first_and_family_name_in_arabic_stay_two() -> None:
    assert fields("النسب", "الاسم") == [Field.LAST_NAME_ARABIC, Field.FIRST_NAME_ARABIC]


def test_a_header_in_two_languages_is_known_by_either() -> None:
    assert fields("Nom complet", "Entité / المؤسسة", "Tél (GSM)") == [
        Field.FULL_NAME,
        Field.COMPANY,
        Field.PHONE,
    ]


def test_a_second_column_for_one_field_is_kept_as_it_is() -> None:
    mapping = recognise([(1, ["Nom", "Tél", "GSM", "Tél"])])
    assert mapping.fields == (Field.FULL_NAME, Field.EXTRA, Field.PHONE, Field.EXTRA)
    assert mapping.headers == ("Nom", "Tél", "GSM", "Tél (2)")


def test_a_missing_header_goes_by_its_letter() -> None:
    assert recognise([(1, ["Nom", "", "Ville"])]).headers == ("Nom", "B", "Ville")


def test_titles_above_the_header_are_passed_over() -> None:
    rows = [
        (1, ["Liste des participants", "", ""]),
        (2, ["Marrakech, octobre", "", ""]),
        (5, ["Nom", "Prénom", "Société"]),
        (6, ["Tazi", "Lina", "Organisme"]),
    ]
    assert recognise(rows).header_row == 5


def test_unknown_headers_leave_the_choice_to_people() -> None:
    mapping = recognise([(1, ["Wer", "Woher"]), (2, ["Lina Tazi", "Fès"])])
    assert (mapping.has_names, mapping.header_row) == (False, 1)
    decided = with_field(mapping, 0, Field.FULL_NAME)
    assert decided.has_names
    assert decided.fields == (Field.FULL_NAME, Field.EXTRA)
    assert mapping.fields == (Field.EXTRA, Field.EXTRA)


def test_questions_of_the_organiser_in_a_systems_export_are_known() -> None:
    mapping = recognise([(1, ["Order code", "Attendee name", "Product", "Société", "Fonction", "Ville"])])
    assert mapping.system is System.PRETIX
    assert mapping.fields[3:] == (Field.COMPANY, Field.FUNCTION, Field.EXTRA)


def test_headers_all_of_one_name_stay_apart() -> None:
    mapping = recognise([(1, ["Nom", *["Colonne"] * 399])])
    assert len(set(mapping.headers)) == 400
    assert mapping.headers[399] == "Colonne (399)"


def test_prose_with_a_name_in_it_is_no_header() -> None:
    prose = "place and days, which the desk asks for the first time that it is opened"
    assert not recognise([(1, ["name", prose]), (2, ["More", "of it", "follows"])]).has_names
    assert recognise([(1, ["Nom", "Allergies"])]).has_names
