"""The command line as a whole: its languages, its mistakes, and what programs and terminals get of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import language, settings
from kiosk.cli import entry, parser
from kiosk.language import _
from kiosk.operations import people, print_rounds
from tests.cli.command_line import Run, program

AT = ("--list", "thursday")
IN_FRENCH, IN_ARABIC, IN_ENGLISH = "introuvable", "لا", "Nobody"


def is_arabic(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum("\u0600" <= character <= "\u06ff" for character in letters) * 2 > len(letters)


def test_every_command_of_the_grammar_has_its_function() -> None:
    parser.speak("en")
    listed = parser._grammar().format_help()
    for name in entry._COMMANDS:
        assert f"\n    {name} " in listed or f"\n    {name}\n" in listed
        assert callable(entry._command(name))


def test_the_language_is_the_stations_unless_told_otherwise(run: Run, folder: Path) -> None:
    settings.write(folder, settings.changed(settings.read(folder), language="ar"))
    assert is_arabic(run("find", "zzzz", *AT).err)
    english = run("find", "zzzz", *AT, "--language", "en").err
    assert english == "Nobody was found.\n"
    assert run("--language", "en", "find", "zzzz", *AT).err == english


def interrupted(*_given: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_control_c_before_a_command_has_begun_changes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser, "parse", interrupted)
    done = run("--language", "en", "find", "zzzz")
    assert (done.status, done.err) == (130, "Stopped; nothing was changed.\n")
    assert run("find", "zzzz", "--json").json["error"] == "cancelled"


def test_control_c_while_somebody_looks_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "find", interrupted)
    done = run("find", "zzzz", *AT, "--language", "en")
    assert (done.status, done.err) == (130, "Stopped; nothing was changed.\n")


def test_control_c_while_something_is_written_says_no_more_than_that(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_rounds, "run_queue", interrupted)
    done = run("badge", "T-1", "--print", "--language", "en")
    assert (done.status, done.err) == (130, "Stopped.\n")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_all_commands_know_may_stand_before_or_behind_them(run: Run, place: int) -> None:
    asked: list[str] = ["find", "zzzz", *AT]
    asked.insert(place, "--json")
    assert run(*asked).json["results"] == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("LC_ALL", "en_GB.UTF-8", "en"),
        ("LANG", "ar_MA.UTF-8", "ar"),
        ("LANG", "de_DE.UTF-8", "fr"),
        ("LANG", "C", "fr"),
    ],
)
def test_without_a_station_the_language_is_the_users_else_french(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    done = program("--station", str(tmp_path), "--help", **{name: value})
    language.use(expected)
    assert _("show this help message and exit") in done.out


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_argparse_speaks_the_language_too(spoken: str) -> None:
    done = program("find", "--help", "--language", spoken)
    language.use(spoken)
    for text in ("usage: ", "positional arguments", "options", "show this help message and exit"):
        assert _(text) in done.out
    assert done.status == 0
    wrong = program("admit", "--language", spoken)
    assert wrong.status == 2
    assert _("the following arguments are required: %s").split("%")[0] in wrong.err
    assert wrong.out == ""


def test_help_in_arabic_is_arabic() -> None:
    assert is_arabic(program("--help", "--language", "ar").out.split("doctor")[-1].split("rebuild")[0])


@pytest.mark.parametrize(
    "argv",
    [
        ("dance",),
        ("admit",),
        ("find", "--limit", "0"),
        ("badge", "X"),
        ("--language", "tlh", "log"),
        ("log", "-x"),
    ],
)
def test_a_command_that_is_not_understood_is_status_2(run: Run, argv: tuple[str, ...]) -> None:
    people = run(*argv)
    assert (people.status, people.out) == (2, "")
    assert "marhaba" in people.err
    done = run(*argv, "--json")
    assert (done.status, done.json["error"], done.err) == (2, "usage", "")


def test_programs_get_json_and_nothing_else(folder: Path) -> None:
    done = program("--station", str(folder), "find", "ben", *AT, "--json", FORCE_COLOR="1")
    assert len(done.json["results"]) == 3
    assert (done.err, done.out.count("\n")) == ("", 1)
    fault = program("--station", str(folder), "admit", "T-1", "--list", "gala", "--json")
    assert (fault.status, fault.json["error"], fault.err) == (2, "unknown_list", "")


def test_what_is_piped_has_no_colours(folder: Path) -> None:
    for argv in (("admit", "T-1", *AT), ("figures", *AT), ("doctor",), ("find", "ben", *AT)):
        done = program("--station", str(folder), *argv, FORCE_COLOR="1", TERM="xterm-256color")
        assert done.out
        assert "\x1b" not in done.out + done.err


def test_arguments_that_are_no_text_end_nothing(folder: Path) -> None:
    place = str(folder)
    assert program("--station", place, "find", b"\xff\xfe", *AT, "--json").json["results"] == []
    assert program("--station", place, "admit", b"\xff", *AT, "--json").json["reason"] == "unknown"
    assert program("--station", place, "log", "--limit", "1").out.count("\n") == 1
    refused = program("--station", place, "find", "x", "--list", b"\xff")
    assert (refused.status, "\\udcff" in refused.err) == (2, True)


def test_a_console_of_another_encoding_gets_every_name(folder: Path) -> None:
    done = program("--station", str(folder), "find", "bennani", *AT, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "علي بناني" in done.out


def test_a_reader_that_leaves_early_is_no_fault(folder: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "--station", str(folder), "find", "--stdin", *AT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as one:
        assert one.stdin and one.stdout and one.stderr  # noqa: PT018  for the type checker
        one.stdout.close()
        one.stdin.write(b"bennani\n" * 50)
        one.stdin.close()
        assert one.stderr.read() == b""


def test_a_terminal_gets_a_table_with_names_as_they_are(folder: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kiosk", "--station", str(folder), "find", "benali", *AT]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ):
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
    os.close(ours)
    text = said.decode()
    assert "<b>Nadia</b> [red]Benali" in text
    piped = program(*command[3:]).out
    assert piped.split("\t")[0] in text  # the code, whole: the next command is given it
    assert "─" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end was closed
        return b""


def test_the_station_may_be_told_by_the_environment(folder: Path) -> None:
    assert program("find", "bennani", *AT, "--json", MARHABA_STATION=str(folder)).json["results"]


def test_no_part_of_the_window_is_loaded_for_a_command(folder: Path) -> None:
    listing = (
        "import sys; from kiosk.__main__ import main; main(sys.argv[1:]);"
        "heavy = {'PySide6', 'rich', 'reportlab', 'alembic', 'aiohttp', 'phonenumbers'};"
        "print(sorted({name.split('.')[0] for name in sys.modules} & heavy))"
    )
    command = [sys.executable, "-c", listing, "--station", str(folder), "find", "zzzz", *AT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
