"""The grammar of the command line, and the language that it speaks before anything else is known.

Nothing here opens a station: `marhaba` without a command must paint its window at once.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from kiosk import __version__, language, paths, settings
from kiosk.cli import layout_options, paper_options, printer_options, values
from kiosk.domain.people import EDITABLE
from kiosk.domain.staff import Right, Role
from kiosk.errors import StationError
from kiosk.language import _

PROGRAM: Final = "marhaba"
USAGE: Final = 2
"""Exit status of a command that was not understood, or could not be done."""

_MANAGE: Final = Right.MANAGE_STAFF


class _Parser(argparse.ArgumentParser):
    """An argparse parser that tells programs of a mistake in JSON, if that is what they asked for."""

    json = False

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and leave."""
        if not self.json:
            super().error(message)
        import json

        print(json.dumps({"error": "usage", "sentence": message}, ensure_ascii=False))
        sys.exit(USAGE)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was asked: `command` ("" for the window), `station`, `json`, `language` and its options.

    `duty` and `approved_by` name members of the staff; `right` is what the command needs at a station that
    has a staff, as far as that is known beforehand. The program speaks the language asked for from now on.
    SystemExit where the command is not understood.
    """
    first = first_look(argv)
    _Parser.json = first.json
    asked = _grammar().parse_args(argv)
    asked.station = first.station
    return asked


def first_look(argv: Sequence[str]) -> argparse.Namespace:
    """What must be known before anything can be said, even about a mistake: the language is spoken now."""
    first = _told_first(argv)
    first.station = first.station or paths.default_folder()
    speak(first.language or _language_of(first.station))
    return first


def _told_first(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _add_common(parser)
    parser.set_defaults(station=None, json=False, language=None)
    try:
        return parser.parse_known_args(argv)[0]
    except argparse.ArgumentError:
        return argparse.Namespace(station=None, json="--json" in argv, language=None)


def _language_of(folder: Path) -> str:
    """The station's language, else the user's, else French."""
    try:
        return settings.read(folder).language
    except (StationError, OSError):
        told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return told[:2] if told[:2] in language.LANGUAGES else "fr"


def speak(code: str) -> None:
    """Speak the language `code`; argparse too, which asks gettext, which asks the environment."""
    language.use(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(PROGRAM, str(paths.resources() / "translations"))
    gettext.textdomain(PROGRAM)


# -- the grammar ------------------------------------------------------------------------------------


def _grammar() -> argparse.ArgumentParser:
    # The commands' own: a parent's options are shared, and with them the defaults set below, which would
    # take back what stands before the command.
    common = _Parser(add_help=False)
    _add_common(common)
    parser = _Parser(
        prog=PROGRAM,
        description=_("The check-in and badge desk. Without a command, its window opens."),
        allow_abbrev=False,
    )
    _add_common(parser)
    version = f"{PROGRAM} {__version__}"
    version_help = _("show program's version number and exit")  # argparse does not look this one up
    parser.add_argument("--version", action="version", version=version, help=version_help)
    parser.set_defaults(command="", json=False, language=None, duty="", approved_by="", right=None)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))

    def command(
        name: str, text: str, right: Right | None = None, among: Any = commands
    ) -> argparse.ArgumentParser:
        one = among.add_parser(name, help=text, description=text, parents=[common], allow_abbrev=False)
        one.set_defaults(right=right)
        return cast("argparse.ArgumentParser", one)

    _set_up(command)
    _roll(command)
    _doors(command)
    _badges(command)
    _journal(command)
    _staff(command)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    keep: dict[str, Any] = {"default": argparse.SUPPRESS}
    parser.add_argument(
        "--station",
        type=Path,
        metavar=_("FOLDER"),
        help=_("the station's folder (or MARHABA_STATION)"),
        **keep,
    )
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for programs"), **keep)
    parser.add_argument("--language", choices=language.LANGUAGES, help=_("the language to speak"), **keep)
    parser.add_argument(
        "--as",
        dest="duty",
        metavar=_("NAME"),
        help=_("who of the staff does this; the PIN is asked for (or MARHABA_PIN)"),
        **keep,
    )
    parser.add_argument(
        "--approved-by",
        metavar=_("NAME"),
        help=_("who of the staff approves it; the PIN is asked for (or MARHABA_APPROVAL_PIN)"),
        **keep,
    )


def _set_up(command: Any) -> None:
    create = command("create", _("make a station and its event"))
    create.add_argument("--event", required=True, metavar=_("NAME"), help=_("what the event is called"))
    create.add_argument("--place", default="", metavar=_("PLACE"), help=_("where it is held"))
    create.add_argument(
        "--from", dest="first", type=values.day, required=True, metavar=_("DAY"), help=_("its first day")
    )
    create.add_argument(
        "--to", dest="last", type=values.day, required=True, metavar=_("DAY"), help=_("its last day")
    )
    create.add_argument("--name", default="Accueil 1", metavar=_("NAME"), help=_("what this desk is called"))

    configure = command(
        "configure",
        _("take the event, its lists and questions from a file of pretix or of ours"),
        Right.CONFIGURE,
    )
    configure.add_argument("file", type=Path, metavar=_("FILE"))
    configure.add_argument("--dry-run", action="store_true", help=_("only say what would come of it"))

    demo = command("demo", _("open a throw-away station with the sample event"))
    demo.add_argument(
        "--size", type=values.count, default=1500, metavar="N", help=_("how many invented guests")
    )
    demo.add_argument("--fresh", action="store_true", help=_("begin anew"))
    demo.add_argument(
        "--headless",
        action="store_true",
        help=_("do the main job once, without a window, in a folder of its own"),
    )

    command("doctor", _("check disk, data, fonts, printer and clock, and say what to do"))


def _roll(command: Any) -> None:
    taken = command(
        "import", _("take the guests of a CSV or Excel file; the same file again only updates"), Right.IMPORT
    )
    taken.add_argument("file", type=Path, metavar=_("FILE"))
    taken.add_argument("--dry-run", action="store_true", help=_("only say what would come of it"))
    taken.add_argument(
        "--map",
        action="append",
        default=[],
        type=values.mapped,
        metavar=_("COLUMN=FIELD"),
        help=_("say what a column holds; may be given several times"),
    )

    find = command(
        "find", _("look guests up by name, company, mail, phone or code, best first"), Right.LOOK_UP
    )
    find.add_argument("text", nargs="*", metavar=_("TEXT"))
    find.add_argument("--stdin", action="store_true", help=_("one look-up a line from the standard input"))
    find.add_argument("--limit", type=values.count, default=30, metavar="N", help=_("at most this many"))
    _add_list(find)

    _twins(command)

    export = command("export", _("write everybody and their attendance to a CSV file"), Right.EXPORT)
    export.add_argument("file", type=Path, metavar=_("FILE"))
    _add_list(export)


def _twins(command: Any) -> None:
    twice = command("duplicates", _("show guests who are perhaps on the roll twice"), Right.LOOK_UP)
    twice.add_argument("--limit", type=values.count, default=100, metavar="N", help=_("at most this many"))

    merge = command("merge", _("make one guest of two; the first of them stands"), Right.MERGE)
    apart = command("keep-apart", _("say that two are two, and need not be proposed again"), Right.MERGE)
    again = command("reconsider", _("take back that a guest was merged, or kept apart"), Right.UNDO)
    for one in (merge, apart, again):
        one.add_argument("code", metavar=_("CODE"))
        one.add_argument("other", metavar=_("CODE"), nargs="?" if one is again else None, default="")
    merge.add_argument(
        "--take",
        action="append",
        default=[],
        choices=EDITABLE,
        metavar=_("FIELD"),
        help=_("take this from the second, such as company; may be given several times"),
    )


def _doors(command: Any) -> None:
    admit = command("admit", _("admit whoever has a code; exit status 0 admitted, 1 refused, 2 fault"))
    admit.add_argument("code", metavar=_("CODE"))
    admit.add_argument(
        "--id", default="", metavar=_("ID"), help=_("who of several is meant, or was looked up")
    )
    admit.add_argument("--exit", action="store_true", help=_("the guest leaves"))
    admit.add_argument(
        "--print",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("print the badge and wait for it, or never; as the settings say otherwise"),
    )
    admit.add_argument(
        "--answer",
        action="append",
        default=[],
        type=values.answer,
        metavar=_("ID=TEXT"),
        help=_("answer a question that the door asks; may be given several times"),
    )
    admit.add_argument("--paid", action="store_true", help=_("confirm that the guest has paid"))
    admit.add_argument("--force", action="store_true", help=_("let in all the same; needs --why"))
    admit.add_argument("--why", default="", metavar=_("TEXT"), help=_("why, for the log"))
    admit.add_argument(
        "--looked", action="store_true", help=_("others of the same name were looked at, and this is the one")
    )
    _add_list(admit)

    annul = command("annul", _("take back the last admission of whoever has a code"))
    annul.add_argument("code", metavar=_("CODE"))
    _add_list(annul)

    history = command("history", _("what happened to whoever has a code, newest first"), Right.SEE_HISTORY)
    history.add_argument("code", metavar=_("CODE"))

    replace = command("replace", _("a new badge for a lost one, which no longer works"), Right.REPLACE_BADGE)
    replace.add_argument("code", metavar=_("CODE"))

    command("lists", _("the check-in lists and their settings"))

    may = command("may", _("who may enter a list, and who would be refused"), Right.LOOK_UP)
    may.add_argument("list", nargs="?", default="", metavar=_("LIST"))
    may.add_argument(
        "--at", type=values.moment, metavar=_("TIME"), help=_("when, as 2024-10-23T09:00; as it opens")
    )
    may.add_argument("--limit", type=values.count, default=20, metavar="N", help=_("name at most this many"))

    figures = command("figures", _("how many are inside, came, and are awaited"))
    _add_list(figures)


def _badges(command: Any) -> None:
    badge = command(
        "badge", _("the badges of those who have these codes, to a PDF or to the printer"), Right.PRINT
    )
    badge.add_argument("codes", nargs="+", metavar=_("CODE"))
    _add_target(badge)
    _add_why(badge)

    badges = command("badges", _("the badges of the whole roll, to a PDF or to the printer"), Right.PRINT_ALL)
    badges.add_argument("--category", default="", metavar=_("CATEGORY"), help=_("of one category only"))
    badges.add_argument("--unprinted", action="store_true", help=_("only those never printed"))
    badges.add_argument("--company", default="", metavar=_("COMPANY"), help=_("of one company only"))
    badges.add_argument(
        "--order", choices=("roll", "name", "category"), default="", help=_("in which order; as on the roll")
    )
    paper_options.add_sheet(badges)
    _add_target(badges)
    _add_why(badges)

    paper_options.sheets(command, _add_list)
    layout_options.layouts(command)
    printer_options.printers(command)
    layout_options.photos(command)


def _journal(command: Any) -> None:
    log = command("log", _("what happened, newest first"), Right.SEE_LOG)
    log.add_argument("--limit", type=values.count, default=50, metavar="N", help=_("at most this many"))
    log.add_argument("--code", default="", metavar=_("CODE"), help=_("about whoever has this code"))
    log.add_argument("--kind", default="", metavar=_("KIND"), help=_("of one kind, such as admission.given"))

    command("rebuild", _("rebuild every table from the journal"), Right.CONFIGURE)


def _staff(command: Any) -> None:
    staff = command("staff", _("who may sign in here, and as what"))
    acts = staff.add_subparsers(dest="act", metavar=_("ACT"))
    staff.set_defaults(act="")

    add = command("add", _("add somebody; the new PIN is asked for (or MARHABA_NEW_PIN)"), _MANAGE, acts)
    add.add_argument("name", metavar=_("NAME"))
    add.add_argument("--role", type=Role, choices=list(Role), required=True, help=_("what they may do"))

    change = command("change", _("change somebody's role or PIN, or say that they have left"), _MANAGE, acts)
    change.add_argument("name", metavar=_("NAME"))
    change.add_argument("--role", type=Role, choices=list(Role), help=_("what they may do from now on"))
    change.add_argument("--pin", action="store_true", help=_("ask for a new PIN (or MARHABA_NEW_PIN)"))
    there = change.add_mutually_exclusive_group()
    there.add_argument("--leave", action="store_true", help=_("they may no longer sign in"))
    there.add_argument("--return", dest="back", action="store_true", help=_("they sign in again"))

    command("rights", _("which role may do what"))


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--list",
        default="",
        metavar=_("LIST"),
        help=_("a check-in list's title or id; the one that fits now"),
    )


def _add_why(parser: argparse.ArgumentParser) -> None:
    told = _("why whoever has a badge gets another: lost, damaged, corrected, not_printed, or any text")
    parser.add_argument("--why", default="", metavar=_("TEXT"), help=told)


def _add_target(parser: argparse.ArgumentParser) -> None:
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--pdf", type=Path, metavar=_("FILE"), help=_("write them to this file"))
    target.add_argument("--print", action="store_true", help=_("print them"))
