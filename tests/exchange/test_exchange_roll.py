from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.people import Registration
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import roll
from kiosk.exchange.header_words import Field
from kiosk.exchange.headers import with_field
from kiosk.exchange.limits import COLUMN_LIMIT
from kiosk.exchange.roll import Problem, ProblemKind, RollRow

Write = Callable[..., Path]


@pytest.fixture
def read(text_file: Write) -> Callable[..., tuple[list[RollRow], list[Problem]]]:
    """Read rows written as a CSV file; return the people and the problems."""

    def read_all(*rows: str) -> tuple[list[RollRow], list[Problem]]:
        found = list(roll.read(text_file("\n".join(rows) + "\n")))
        people = [one for one in found if isinstance(one, RollRow)]
        return people, [one for one in found if isinstance(one, Problem)]

    return read_all


def only(read: Any, header: str, row: str) -> RollRow:
    people, problems = read(header, row)
    assert problems == []
    return people[0]  # type: ignore[no-any-return]


# -- names ---------------------------------------------------------------------------------------------------


def test_row_1_markup_in_a_name_is_text(read: Any) -> None:
    assert only(read, "Nom;Ville", "<b>Ali</b>;Fès").values["name_latin"] == "<b>Ali</b>"


def test_row_4_a_name_without_end_is_refused(read: Any) -> None:
    people, problems = read("Nom;Ville", f"{'x' * 130_000};Fès", f"{'y' * 201};Rabat", f"{'z' * 200};Salé")
    assert [(one.row, one.kind, one.fatal) for one in problems] == [
        (2, ProblemKind.TEXT_TOO_LONG, True),
        (3, ProblemKind.TEXT_TOO_LONG, True),
    ]
    assert [person.number for person in people] == [4]
    assert all(len(one.value) <= 80 for one in problems)


def test_row_5_direction_controls_go_and_arabic_stays(read: Any) -> None:
    assert only(read, "الاسم;Ville", "\u202eهشام\u2066 شيكري\u2069;Fès").values["name_arabic"] == "هشام شيكري"


def test_row_7_composed_and_decomposed_are_one_person(read: Any) -> None:
    _people, problems = read("Nom;Ville", "Benchékroun;Fès", "Benche\u0301kroun;Rabat")
    assert problems == [Problem(3, ProblemKind.DUPLICATE, "", "2", fatal=True)]


@pytest.mark.parametrize("name", ["A" + "\u0301" * 100_000, "Lina \ue000", "A" + "\u0323" * 20])
def test_rows_8_and_9_what_cannot_be_printed_is_refused(name: str, read: Any) -> None:
    people, problems = read("Nom;Ville", f"{name};Fès")
    assert people == []
    assert [(one.row, one.fatal) for one in problems] == [(2, True)]
    assert problems[0].kind in (ProblemKind.TEXT_TOO_LONG, ProblemKind.TEXT_NOT_PRINTABLE)


@pytest.mark.parametrize("name", ["null", "Ö", "ⵎⵓⵃⵎⵎⴷ", "O", "NA"])
def test_row_11_odd_names_are_names(name: str, read: Any) -> None:
    assert only(read, "Nom;Ville", f"{name};Fès").values["name_latin"] == name


@pytest.mark.parametrize("name", ["", "  ", "😀", "123", "-"])
def test_row_11_what_has_no_letter_is_no_name(name: str, read: Any) -> None:
    people, problems = read("Nom;Ville", f"{name};Fès")
    assert people == []
    assert problems[0].kind is ProblemKind.NAME_MISSING
    assert problems[0].fatal


def test_first_and_family_name_are_joined_in_the_order_they_are_said(read: Any) -> None:
    row = only(read, "NOM;Prénom;النسب;الاسم", "EL FASSI;Lina;الفاسي;لينا")
    assert row.values == {"name_latin": "Lina EL FASSI", "name_arabic": "لينا الفاسي"}


def test_a_name_goes_where_its_letters_say(read: Any) -> None:
    assert only(read, "Nom;Prénom", "الفاسي;لينا").values == {"name_arabic": "لينا الفاسي"}
    assert only(read, "الاسم الكامل;Ville", "Lina El Fassi;").values == {"name_latin": "Lina El Fassi"}


def test_two_people_in_one_cell_are_shown_and_left_out(text_file: Write) -> None:
    path = text_file("Nom complet;Ville\nM. Alaoui et Mme Idrissi;Fès\n")
    problem = Problem(2, ProblemKind.TWO_PEOPLE, "Nom complet", "M. Alaoui et Mme Idrissi", fatal=True)
    assert list(roll.read(path)) == [problem]
    seen = roll.preview(path)
    assert seen.problems == (problem,)
    assert seen.rows[0].values["name_latin"] == "M. Alaoui et Mme Idrissi"


# -- other values ------------------------------------------------------------------------------------------


def test_what_cannot_be_understood_is_kept_and_told(read: Any) -> None:
    people, problems = read(
        "Nom;GSM;E-mail;Statut;Valable du", "Lina;voir secrétariat;lina(at)x;peut-être;un jour"
    )
    assert people[0].values == {"name_latin": "Lina"}
    assert people[0].extra == {
        "GSM": "voir secrétariat",
        "E-mail": "lina(at)x",
        "Statut": "peut-être",
        "Valable du": "un jour",
    }
    assert {(one.kind, one.column, one.fatal) for one in problems} == {
        (ProblemKind.PHONE_WRONG, "GSM", False),
        (ProblemKind.EMAIL_WRONG, "E-mail", False),
        (ProblemKind.STATUS_UNKNOWN, "Statut", False),
        (ProblemKind.DATE_WRONG, "Valable du", False),
    }


def test_a_code_that_a_spreadsheet_made_a_number_is_told(read: Any) -> None:
    people, problems = read("Nom;Code;GSM", "Lina;1,23457E+15;6,61E+08")
    assert people[0].values == {"name_latin": "Lina"}
    assert people[0].extra == {"Code": "1,23457E+15", "GSM": "6,61E+08"}
    assert [one.kind for one in problems] == [ProblemKind.NUMBER_ROUNDED] * 2


def test_a_long_text_is_cut_and_kept_whole_beside(read: Any) -> None:
    people, problems = read("Nom;Société", f"Lina;{'é' * 300}")
    assert (people[0].values["company"], people[0].extra["Société"]) == ("é" * 200, "é" * 300)
    assert [(one.kind, one.fatal) for one in problems] == [(ProblemKind.TEXT_CUT, False)]


@pytest.mark.parametrize("nothing", ["-", "N/A", "néant", "  "])
def test_cells_that_say_nothing_are_nothing(nothing: str, read: Any) -> None:
    assert only(read, "Nom;GSM;E-mail;Société", f"Lina;{nothing};{nothing};{nothing}").values == {
        "name_latin": "Lina"
    }


@pytest.mark.parametrize(
    ("status", "paid", "expected"),
    [
        ("Confirmé", "Oui", Registration.CONFIRMED),
        ("Confirmé", "Non", Registration.UNPAID),
        ("Annulé", "Oui", Registration.CANCELLED),
        ("", "Non", Registration.UNPAID),
        ("", "", None),
    ],
)
def test_the_gravest_that_a_row_says_is_its_registration(
    status: str, paid: str, expected: Registration | None, read: Any
) -> None:
    assert (
        only(read, "Nom;Statut;Payé;Ville", f"Lina;{status};{paid};Fès").values.get("registration")
        is expected
    )


def test_unknown_columns_are_kept_in_the_files_order(read: Any) -> None:
    row = only(read, "Régime;Nom;Ville;Hôtel", "végétarien;Lina;Fès;")
    assert list(row.extra.items()) == [("Régime", "végétarien"), ("Ville", "Fès")]


# -- keys --------------------------------------------------------------------------------------------------


def test_the_surest_key_comes_first(read: Any) -> None:
    header = "Nom;Code;Référence;E-mail;GSM;Société"
    row = only(read, header, "Lina Éa;T-1;R-1;Lina@x.ma;0661000000;Orme")
    assert row.keys == (
        "ticket:T-1",
        "ref:own:R-1",
        "mail:lina@x.ma|lina ea",
        "phone:+212661000000|lina ea",
        "name:lina ea|orme",
    )
    assert row.key == "ticket:T-1"


def test_people_of_one_pretix_order_have_keys_of_their_own(read: Any) -> None:
    people, problems = read("Order code,Attendee name,Product", "AAAAA,Lina,Pass", "AAAAA,Omar,Pass")
    assert problems == []
    assert [person.key for person in people] == ["ref:pretix:AAAAA|lina", "ref:pretix:AAAAA|omar"]


def test_row_43_the_same_file_again_has_the_same_keys(text_file: Write) -> None:
    path = text_file("Nom;E-mail\nLina;lina@x.ma\nOmar;\n")
    assert [row.key for row in roll.preview(path).rows] == [row.key for row in roll.preview(path).rows]
    again = text_file("E-mail;NOM\n;OMAR\nLINA@x.ma;Lina\n", name="again.csv")
    assert {row.key for row in roll.preview(path).rows} == {row.key for row in roll.preview(again).rows}


def test_a_second_row_of_one_person_names_the_first(read: Any) -> None:
    people, problems = read("Nom;Code", "Lina;1", "Omar;2", "Lina bis;1")
    assert [person.number for person in people] == [2, 3]
    assert problems == [Problem(4, ProblemKind.DUPLICATE, "", "2", fatal=True)]


# -- files -------------------------------------------------------------------------------------------------


def test_row_41_ragged_rows_are_told_by_their_number_and_lose_nothing(read: Any) -> None:
    people, problems = read("Nom;Ville;Note", "Lina;Fès;x;de trop", "Omar", "Sara;Rabat;y;;")
    assert [person.number for person in people] == [2, 3, 4]
    assert people[0].extra["D"] == "de trop"
    assert [(one.row, one.kind, one.value) for one in problems] == [
        (2, ProblemKind.RAGGED, "4"),
        (3, ProblemKind.RAGGED, "1"),
    ]


def test_row_41_a_sheet_as_wide_as_allowed_is_read(read: Any) -> None:
    header = ";".join(["Nom", *(f"Q{number}" for number in range(COLUMN_LIMIT - 1))])
    row = only(read, header, ";".join(["Lina", *("oui" for _ in range(COLUMN_LIMIT - 1))]))
    assert len(row.extra) == COLUMN_LIMIT - 1


def test_row_37_formulas_in_a_text_file_are_text(read: Any) -> None:
    row = only(read, "Nom,Note", '"=HYPERLINK(""http://x"",""Lina"")",\'=1+1')
    assert row.values == {"name_latin": '=HYPERLINK("http://x","Lina")', "note": "=1+1"}


def test_broken_letters_are_told_by_their_row(text_file: Write) -> None:
    good = "".join(f"Zoé {number};Fès\n" for number in range(50)).encode()
    found = list(roll.read(text_file(b"Nom;Ville\n" + good + b"Andr\xe9;Rabat\n")))
    assert [(one.row, one.kind, one.fatal) for one in found if isinstance(one, Problem)] == [
        (52, ProblemKind.BROKEN_LETTERS, False)
    ]


def test_a_file_without_names_is_refused_but_shown(text_file: Write) -> None:
    path = text_file("Wer;Woher\nLina;Fès\nOmar;Rabat\n")
    with pytest.raises(FileRefused) as caught:
        roll.read(path)
    assert caught.value.code is Trouble.FILE_NO_NAMES
    seen = roll.preview(path)
    assert (seen.total_rows, seen.rows) == (2, ())
    assert [one.kind for one in seen.problems] == [ProblemKind.NO_NAME_COLUMN]
    assert seen.columns[0].samples == ("Lina", "Omar")
    decided = with_field(seen.mapping, 0, Field.FULL_NAME)
    assert [row.values for row in roll.preview(path, decided).rows] == [
        {"name_latin": "Lina"},
        {"name_latin": "Omar"},
    ]


def test_what_people_decide_about_a_column_stands(text_file: Write) -> None:
    path = text_file("Titre\nNom;Code;Tél;GSM\nLina;VIP;0522000000;0661000000\n")
    mapping = roll.preview(path).mapping
    for column, field in ((1, Field.CATEGORY), (2, Field.PHONE), (3, Field.IGNORED)):
        mapping = with_field(mapping, column, field)
    (row,) = roll.preview(path, mapping).rows
    assert (row.category_text, row.values) == ("VIP", {"name_latin": "Lina", "phone": "+212522000000"})
    assert row.extra == {}


def test_the_preview_shows_the_first_rows_and_counts_all(text_file: Write) -> None:
    path = text_file("Nom;GSM\n" + "".join(f"Lina {n};0\n" for n in range(1500)))
    seen = roll.preview(path, rows=5)
    assert [row.number for row in seen.rows] == [2, 3, 4, 5, 6]
    assert (seen.total_rows, seen.problem_count, len(seen.problems)) == (1500, 1500, 1000)
    assert roll.read(path).count() == 1500
