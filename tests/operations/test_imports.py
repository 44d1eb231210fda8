"""A file onto the roll: all or nothing, again without duplicates, and nothing a desk corrected undone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import app
from kiosk.domain.people import Registration
from kiosk.errors import Cancelled, FileRefused, InputRefused, Trouble
from kiosk.exchange.problems import ProblemKind
from kiosk.operations import events, journal, people
from kiosk.operations.imports import ImportReport, import_roll, preview
from kiosk.operations.station import Station
from tests.stations import EVENT, Clock, new_station

HEADERS = "Nom;Prénom;الاسم الكامل;Société;Catégorie;E-mail;GSM;Statut;Table"
ROWS = (
    "Benjelloun;Fatima-Zahra;فاطمة الزهراء بنجلون;OCP;Intervenante;fz@example.ma;0661000001;Confirmé;7",
    "Tazi;Ali;;ONCF;Participant;ali@example.ma;0661000002;Non payé;",
    "شيكر;هشام;هشام شيكر;;Mécène;;;;3",
)


def the_file(tmp_path: Path, *rows: str, headers: str = HEADERS, name: str = "roll.csv") -> Path:
    file = tmp_path / name
    file.write_text("\n".join((headers, *rows)) + "\n", "utf-8")
    return file


def took(report: ImportReport) -> tuple[int, int, int]:
    return report.new, report.updated, report.unchanged


def only(station: Station, text: str) -> people.Row:
    (row,) = people.find(station, text, "thursday").rows
    return row


def first(station: Station, text: str) -> people.Row:
    """The one that is spelt as typed, before others that are spelt nearly so."""
    return people.find(station, text, "thursday").rows[0]


def test_the_people_of_a_file_are_on_the_roll(station: Station, tmp_path: Path) -> None:
    assert took(import_roll(station, the_file(tmp_path, *ROWS))) == (3, 0, 0)
    row = only(station, "benj")
    assert (row.attendee.name_latin, row.attendee.name_arabic) == (
        "Fatima-Zahra Benjelloun",
        "فاطمة الزهراء بنجلون",
    )
    assert row.attendee.phone == "+212661000001"
    assert row.attendee.category == "speaker" or row.category is not None
    assert row.attendee.extra["Table"] == "7"
    assert only(station, "tazi").attendee.registration is Registration.UNPAID


def test_a_category_nobody_has_heard_of_is_set_up(station: Station, tmp_path: Path) -> None:
    import_roll(station, the_file(tmp_path, *ROWS))
    row = only(station, "شيكر")
    assert row.category is not None
    assert row.category.title.fr == "Mécène"
    import_roll(station, the_file(tmp_path, *ROWS, name="again.csv"))
    titles = [one.title.fr for one in events.overview(station).categories]
    assert titles.count("Mécène") == 1


def test_row_43_the_same_file_again_brings_nobody_new_and_writes_nothing(
    station: Station, tmp_path: Path
) -> None:
    file = the_file(tmp_path, *ROWS)
    import_roll(station, file)
    before = len(journal.log(station, 1000))
    assert took(import_roll(station, file)) == (0, 0, 3)
    assert len(journal.log(station, 1000)) == before


def test_a_changed_row_updates_its_person(station: Station, tmp_path: Path) -> None:
    import_roll(station, the_file(tmp_path, *ROWS))
    changed = ROWS[1].replace("ONCF", "ONEE").replace("Non payé", "Payé")
    assert took(import_roll(station, the_file(tmp_path, ROWS[0], changed))) == (0, 1, 1)
    found = only(station, "tazi").attendee
    assert (found.company, found.registration) == ("ONEE", Registration.CONFIRMED)


def test_what_a_desk_corrected_stays(station: Station, tmp_path: Path, clock: Clock) -> None:
    import_roll(station, the_file(tmp_path, *ROWS))
    clock.later(60)
    people.correct(station, only(station, "tazi").attendee.id, {"name_latin": "Ali Tazi Alaoui"})
    clock.later(60)
    changed = ROWS[1].replace("ONCF", "ONEE")
    assert took(import_roll(station, the_file(tmp_path, changed))) == (0, 1, 0)
    found = only(station, "tazi").attendee
    assert (found.name_latin, found.company) == ("Ali Tazi Alaoui", "ONEE")


def test_another_system_s_file_finds_the_same_people_and_takes_nothing_away(
    station: Station, tmp_path: Path
) -> None:
    import_roll(station, the_file(tmp_path, *ROWS))
    other = the_file(
        tmp_path,
        "ABC12,Fatima-Zahra Benjelloun,Intervenant,Yes,s3cr3tc0de,fz@example.ma",
        headers="Order code,Attendee name,Product,Paid,Secret,E-mail",
        name="pretix.csv",
    )
    assert took(import_roll(station, other)) == (0, 1, 0)
    found = only(station, "benj").attendee
    assert (found.ticket, found.name_arabic, found.company) == ("s3cr3tc0de", "فاطمة الزهراء بنجلون", "OCP")
    assert people.by_code(station, "s3cr3tc0de") == found


def test_two_tickets_on_one_mail_are_two_people(station: Station, tmp_path: Path) -> None:
    headers = "Order code,Attendee name,Product,Paid,Secret,E-mail"
    for number, secret in enumerate(("s3cr3t1x", "s3cr3t2x")):
        line = f"ABC{number},Ali Tazi,Participant,Yes,{secret},ali@example.ma"
        file = the_file(tmp_path, line, headers=headers, name=f"{number}.csv")
        assert took(import_roll(station, file)) == (1, 0, 0)


def test_two_tickets_of_one_file_are_two_people_though_one_of_them_is_known(
    station: Station, tmp_path: Path
) -> None:
    import_roll(station, the_file(tmp_path, "Tazi;Ali;;ONCF;;ali@example.ma;;;"))
    headers = "Order code,Attendee name,Product,Paid,Secret,E-mail"
    lines = [f"ABC{n},Ali Tazi,Participant,Yes,s3cr3t{n}x,ali@example.ma" for n in range(2)]
    assert took(import_roll(station, the_file(tmp_path, *lines, headers=headers, name="p.csv"))) == (1, 1, 0)
    assert people.by_code(station, "s3cr3t0x").id != people.by_code(station, "s3cr3t1x").id


def test_long_categories_that_begin_alike_are_two(station: Station, tmp_path: Path) -> None:
    titles = [f"Responsable des systèmes d'information du secteur {which}" for which in ("public", "privé")]
    rows = (f"Tazi;Ali{n};;;{title};;;;" for n, title in enumerate(titles))
    import_roll(station, the_file(tmp_path, *rows))
    found = [first(station, f"ali{n}").category for n in range(2)]
    assert [one.title.fr for one in found if one] == titles


def test_categories_without_any_letter_are_told_apart(station: Station, tmp_path: Path) -> None:
    import_roll(station, the_file(tmp_path, "Tazi;Ali0;;;★;;;;", "Tazi;Ali1;;;★★;;;;"))
    found = [first(station, f"ali{n}").category for n in range(2)]
    assert [one.title.fr for one in found if one] == ["★", "★★"]


def test_two_desks_that_import_one_file_know_the_same_people(tmp_path: Path) -> None:
    file = the_file(tmp_path, *ROWS)
    ids = []
    for name in ("one", "two"):
        station = app.create_station(tmp_path / name)
        events.create_sample_event(station)
        import_roll(station, file)
        listed = events.overview(station).lists[0].id
        ids.append(
            {row.attendee.id for text in ("benj", "tazi") for row in people.find(station, text, listed).rows}
        )
        app.close(station)
    assert len(ids[0]) == 2
    assert ids[0] == ids[1]


def test_problems_come_with_their_row_and_the_rest_goes_in(station: Station, tmp_path: Path) -> None:
    file = the_file(tmp_path, ROWS[0], ";;;OCP;;;;;", ROWS[0], "Alami;Sara;;;;not-a-mail;12;;")
    report = import_roll(station, file)
    assert report.new == 2
    told = {(one.row, one.kind) for one in report.problems}
    assert (3, ProblemKind.NAME_MISSING) in told
    assert (4, ProblemKind.DUPLICATE) in told
    assert (5, ProblemKind.EMAIL_WRONG) in told
    assert (5, ProblemKind.PHONE_WRONG) in told


def test_a_time_without_a_zone_is_told_by_the_event_s_clock(tmp_path: Path) -> None:
    station = app.create_station(tmp_path / "tokyo")
    events.configure(station, EVENT | {"event": EVENT["event"] | {"time_zone": "Asia/Tokyo"}})
    file = the_file(tmp_path, "Tazi;Ali;2024-10-24 09:00", headers="Nom;Prénom;Valable à partir de")
    import_roll(station, file)
    starts = only(station, "tazi").attendee.valid_from
    assert starts is not None
    assert starts.isoformat() == "2024-10-24T09:00:00+09:00"
    app.close(station)


def test_a_dry_run_tells_and_keeps_nothing(station: Station, tmp_path: Path) -> None:
    facts = len(journal.log(station, 1000))
    assert took(import_roll(station, the_file(tmp_path, *ROWS), dry_run=True)) == (3, 0, 0)
    assert events.overview(station).people == 0
    assert len(journal.log(station, 1000)) == facts
    assert took(import_roll(station, the_file(tmp_path, *ROWS))) == (3, 0, 0)


def test_progress_is_told_and_a_stop_keeps_nothing(station: Station, tmp_path: Path) -> None:
    file = the_file(tmp_path, *(f"Tazi;Ali{n};;;;;;;" for n in range(4500)))
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        import_roll(
            station, file, on_progress=lambda *now: told.append(now), cancelled=lambda: len(told) == 2
        )
    assert told == [(2000, 4500), (4000, 4500)]
    assert events.overview(station).people == 0
    assert journal.broken(station) is None


def test_a_refused_file_changes_nothing(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "roll.xlsx"
    file.write_bytes(b"MZ\x90\x00 not a workbook")
    with pytest.raises(FileRefused):
        import_roll(station, file)
    with pytest.raises(FileRefused):
        preview(tmp_path / "nowhere.csv")
    assert events.overview(station).people == 0


def test_a_file_whose_columns_changed_since_they_were_looked_at_is_refused(
    station: Station, tmp_path: Path
) -> None:
    seen = preview(the_file(tmp_path, *ROWS)).mapping
    file = the_file(tmp_path, "OCP;Ali;Tazi", headers="Société;Prénom;Nom")
    with pytest.raises(FileRefused) as refused:
        import_roll(station, file, seen)
    assert refused.value.code is Trouble.FILE_CHANGED
    assert events.overview(station).people == 0


def test_a_station_without_an_event_says_so(tmp_path: Path) -> None:
    station = app.create_station(tmp_path / "bare")
    with pytest.raises(InputRefused) as refused:
        import_roll(station, the_file(tmp_path, *ROWS))
    assert refused.value.code is Trouble.NO_EVENT
    app.close(station)


IMPORT = """
import sys
from pathlib import Path
from kiosk import app
from kiosk.operations.imports import import_roll
station = app.open_station(Path(sys.argv[1]))
def go_on(done, total):
    print(done, flush=True)
    input()  # in the middle, until it is killed
import_roll(station, Path(sys.argv[2]), on_progress=go_on)
"""


def test_row_42_an_import_cut_by_a_kill_leaves_nothing_half(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    app.close(station)
    file = the_file(tmp_path, *(f"Tazi;Ali{n};;;;;;;" for n in range(8000)))
    desk = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(tmp_path / "s"), str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert desk.stdin is not None
    assert desk.stdout is not None
    assert desk.stdout.readline() == "2000\n"
    os.kill(desk.pid, signal.SIGKILL)
    desk.stdin.close()
    desk.stdout.close()
    desk.wait()
    station = app.open_station(tmp_path / "s")
    assert events.overview(station).people == 0
    assert journal.broken(station) is None
    app.close(station)
