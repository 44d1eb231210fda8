"""Lists and questions made, copied, ordered, taken away and brought back; and who may enter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk import paths
from kiosk.domain.admission import Reason
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.staff import Right, Role
from kiosk.errors import Cancelled, InputRefused, NeedsApproval, Trouble
from kiosk.operations import imports, lists, staff
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.station import Duty
from kiosk.store import configured, journal
from tests.stations import guest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Station

DINNER = CheckInList("", Words(fr="Dîner", ar="عشاء"))
MEAL = Question("", Words(fr="Quel plat ?"), Answering.CHOICE, options=(Option("", Words(fr="Poisson")),))


def kept(station: Station) -> tuple[CheckInList, ...]:
    with station.database.read() as connection:
        return configured.lists(connection)


def titles(station: Station) -> list[str]:
    return [one.title.fr for one in kept(station)]


def facts(station: Station) -> int:
    with station.database.read() as connection:
        return len([one for one in journal.latest(connection, 1000) if one.kind == Kind.LIST_CONFIGURED])


def refused(act: Callable[[], object]) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        act()
    return caught.value


# -- lists ---------------------------------------------------------------------------------------------


def test_a_new_list_comes_after_the_others_with_an_id_of_its_own(station: Station) -> None:
    made = lists.save_list(station, DINNER)
    assert made.id
    assert kept(station)[-1] == made
    assert titles(station) == ["Entrée jeudi 24", "Salle de presse", "Dîner"]


def test_a_list_that_is_changed_stays_where_it_was_put_meanwhile(station: Station) -> None:
    first = kept(station)[0]
    lists.order_lists(station, ["press-room", "thursday"])
    lists.save_list(station, replace(first, title=Words(fr="Entrée")))
    assert titles(station) == ["Salle de presse", "Entrée"]


def test_a_list_that_was_taken_away_comes_back_to_its_place(station: Station) -> None:
    first = kept(station)[0]
    lists.delete_list(station, first.id)
    assert titles(station) == ["Salle de presse"]
    lists.save_list(station, first)
    assert kept(station)[0] == first


def test_everything_that_a_list_says_is_kept(station: Station) -> None:
    moment = datetime(2024, 10, 24, 18, tzinfo=UTC)
    full = replace(
        DINNER,
        room=Words(en="Hall"),
        opens=moment,
        closes=moment.replace(hour=23),
        categories=frozenset({"press", "speaker"}),
        keeps_hours=True,
        multiple_entries=True,
        entries_limit=2,
        capacity=300,
        gates=("A", "B"),
        rule='{"<": [1, 2]}',
        includes_unpaid=True,
        welcome=Words(ar="مرحبا"),
    )
    made = lists.save_list(station, full)
    assert made == replace(full, id=made.id, position=made.position)
    assert kept(station)[-1] == made


def test_a_copy_stands_next_to_its_list_and_is_another(station: Station) -> None:
    made = lists.copy_list(station, "thursday", Words(fr="Entrée vendredi 25"))
    assert titles(station) == ["Entrée jeudi 24", "Entrée vendredi 25", "Salle de presse"]
    assert [one.position for one in kept(station)] == [0, 1, 2]
    assert made.id != "thursday"
    assert made.opens == kept(station)[0].opens


def test_an_order_moves_only_what_changes_its_place(station: Station) -> None:
    lists.save_list(station, DINNER)
    before = facts(station)
    assert [one.id for one in lists.order_lists(station, ["press-room", "thursday"])][:2] == [
        "press-room",
        "thursday",
    ]
    assert facts(station) == before + 2
    lists.order_lists(station, ["press-room", "gone"])
    assert facts(station) == before + 2


@pytest.mark.parametrize(
    ("one", "trouble"),
    [
        (replace(DINNER, title=Words(fr="  ")), Trouble.NAME_MISSING),
        (
            replace(
                DINNER,
                opens=datetime(2024, 10, 24, 18, tzinfo=UTC),
                closes=datetime(2024, 10, 24, 18, tzinfo=UTC),
            ),
            Trouble.HOURS_WRONG,
        ),
        (replace(DINNER, rule='{"frobnicate": []}'), Trouble.RULE_WRONG),
        (replace(DINNER, rule="{"), Trouble.RULE_WRONG),
        (replace(DINNER, categories=frozenset({"ghosts"})), Trouble.UNKNOWN_CATEGORY),
        (replace(DINNER, title=Words(fr="x" * 201)), Trouble.TEXT_TOO_LONG),
        (replace(DINNER, welcome=Words(ar="\ue000")), Trouble.TEXT_NOT_PRINTABLE),
    ],
    ids=["no title", "no hours", "operator", "no JSON", "category", "long", "unprintable"],
)
def test_a_list_that_makes_no_sense_is_refused_and_nothing_kept(
    station: Station, one: CheckInList, trouble: Trouble
) -> None:
    before = facts(station)
    assert refused(lambda: lists.save_list(station, one)).code is trouble
    assert facts(station) == before


def test_what_is_wrong_with_a_text_names_the_field_and_its_language(station: Station) -> None:
    one = replace(DINNER, welcome=Words(fr="Bienvenue", ar="x" * 201))
    assert refused(lambda: lists.save_list(station, one)).values["field"] == "welcome.ar"


@pytest.mark.parametrize(("given", "understood"), [(-3, 0), (10**12, 10**9)])
def test_a_number_that_no_fact_may_hold_is_brought_within_bounds(
    station: Station, given: int, understood: int
) -> None:
    made = lists.save_list(station, replace(DINNER, capacity=given))
    assert kept(station)[-1] == made
    assert made.capacity == understood


def test_who_may_not_change_lists_changes_none(station: Station) -> None:
    staff.add(station, "Nadia", Role.ADMINISTRATOR, "271828")
    station.duty = Duty("x", "Omar", Role.OPERATOR)
    before = facts(station)
    for act in (
        lambda: lists.save_list(station, DINNER),
        lambda: lists.copy_list(station, "thursday", Words(fr="X")),
        lambda: lists.delete_list(station, "thursday"),
        lambda: lists.order_lists(station, ["press-room"]),
        lambda: lists.save_question(station, MEAL),
        lambda: lists.delete_question(station, "meal"),
        lambda: lists.order_questions(station, []),
    ):
        with pytest.raises(NeedsApproval) as caught:
            act()
        assert caught.value.right == Right.EDIT_LISTS
    assert facts(station) == before


# -- questions -----------------------------------------------------------------------------------------


def test_options_get_ids_that_answers_can_be_kept_by(station: Station) -> None:
    titles = ("Poisson, riz", "Poisson - riz", "سمك", "", "?!")
    asked = replace(
        MEAL,
        answering=Answering.CHOICES,
        options=tuple(Option("", Words(fr=title)) for title in titles),
    )
    made = lists.save_question(station, asked)
    ids = [one.id for one in made.options]
    assert len(ids) == len(set(ids)) == 4
    assert not any("," in key for key in ids)
    assert lists.questions(station) == (made,)


def test_an_option_keeps_its_id_when_its_words_change(station: Station) -> None:
    made = lists.save_question(station, MEAL)
    fish = replace(made.options[0], title=Words(fr="Dorade"))
    again = lists.save_question(station, replace(made, options=(Option("", Words(fr="Dorade")), fish)))
    assert [one.id for one in again.options] == ["dorade", "poisson"]


def test_a_new_option_never_takes_the_id_of_one_that_is_there(station: Station) -> None:
    made = lists.save_question(station, MEAL)
    again = lists.save_question(
        station, replace(made, options=(Option("", Words(fr="Poisson")), *made.options))
    )
    assert [one.title.fr for one in again.options] == ["Poisson", "Poisson"]
    assert again.options[1].id == made.options[0].id
    assert again.options[0].id != made.options[0].id


@pytest.mark.parametrize("options", [(), (Option("", Words()),)])
def test_a_choice_of_nothing_is_refused(station: Station, options: tuple[Option, ...]) -> None:
    assert refused(lambda: lists.save_question(station, replace(MEAL, options=options))).code is (
        Trouble.OPTIONS_MISSING
    )


def test_questions_keep_their_order_and_come_back_to_it(station: Station) -> None:
    first = lists.save_question(station, MEAL)
    second = lists.save_question(station, replace(MEAL, title=Words(fr="Allergies ?")))
    assert lists.order_questions(station, [second.id])[0].id == second.id
    one = lists.questions(station)[0]
    lists.delete_question(station, one.id)
    assert [each.id for each in lists.questions(station)] == [first.id]
    lists.save_question(station, one)
    assert [each.id for each in lists.questions(station)] == [second.id, first.id]


def test_a_copy_of_a_question_stands_next_to_it_with_the_same_answers(station: Station) -> None:
    first = lists.save_question(station, MEAL)
    last = lists.save_question(station, replace(MEAL, title=Words(fr="Allergies ?")))
    made = lists.copy_question(station, first, Words(fr="Quel dessert ?"))
    assert [one.id for one in lists.questions(station)] == [first.id, made.id, last.id]
    assert made.options == first.options
    lists.delete_question(station, first.id)
    again = lists.copy_question(station, first, Words(fr="Quel plat ?"))
    assert [one.id for one in lists.questions(station)] == [made.id, last.id, again.id]


def test_a_question_for_people_nobody_knows_is_refused(station: Station) -> None:
    asked = replace(MEAL, categories=frozenset({"ghosts"}))
    assert refused(lambda: lists.save_question(station, asked)).code is Trouble.UNKNOWN_CATEGORY


# -- who may enter -------------------------------------------------------------------------------------


def test_who_may_enter_is_counted_by_reason_before_the_list_is_saved(station: Station) -> None:
    imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
    told = lists.prospect(station, replace(DINNER, categories=frozenset({"press"})), limit=3)
    assert told.people == 40
    assert told.admitted + told.asked + sum(told.by_reason.values()) == 40
    assert told.by_reason[Reason.NOT_ON_LIST] > 20
    assert len(told.refused) == 3


def test_it_is_told_for_the_moment_the_list_opens_or_any_other(station: Station) -> None:
    guest(station)
    opens = datetime(2024, 10, 26, 18, tzinfo=UTC)
    one = replace(DINNER, opens=opens, keeps_hours=True)
    assert lists.prospect(station, one).at == opens
    assert lists.prospect(station, one).admitted == 1
    assert lists.prospect(station, one, opens.replace(hour=17)).by_reason == {Reason.RULES: 1}


def test_who_has_entered_already_is_told_so(station: Station) -> None:
    one = guest(station).attendee
    assert one is not None
    assert lists.prospect(station, kept(station)[0]).by_reason == {Reason.ALREADY_IN: 1}
    assert lists.prospect(station, kept(station)[1]).by_reason == {Reason.NOT_ON_LIST: 1}


def test_a_broken_rule_from_elsewhere_refuses_everybody_and_breaks_nothing(station: Station) -> None:
    guest(station)
    told = lists.prospect(station, replace(DINNER, rule='{"frobnicate": []}'))
    assert told.by_reason == {Reason.RULES: 1}
    assert told.refused[0].verdict.hindrances


def test_counting_can_be_stopped(station: Station) -> None:
    imports.import_roll(station, paths.resources() / "sample_event" / "roll.csv")
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        lists.prospect(
            station,
            DINNER,
            on_progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: bool(seen),
        )
    assert len(seen) == 1


def test_a_list_that_is_gone_is_said_to_be(station: Station) -> None:
    lists.delete_list(station, "thursday")
    assert refused(lambda: admit(station, Ask("thursday", code="X"))).code is Trouble.UNKNOWN_LIST
    assert refused(lambda: lists.delete_list(station, "thursday")).code is Trouble.UNKNOWN_LIST
    assert refused(lambda: lists.copy_list(station, "thursday", Words(fr="X"))).code is Trouble.UNKNOWN_LIST
