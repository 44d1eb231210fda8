"""What is said about a verdict, an error, a problem in a file or a print job, and in which colour and sound.

Each sentence says what happened, then what to do. Screens and the command line only show it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kiosk.words.guests import greeting, language_of, welcomes
from kiosk.words.jobs import check, job
from kiosk.words.printer_reasons import called, printer_reasons
from kiosk.words.said import Role, Said
from kiosk.words.troubles import sentence, told, trouble
from kiosk.words.verdicts import Place, at_door, reason, registration, verdict

if TYPE_CHECKING:
    from kiosk.words.files import column_field, problem, system
    from kiosk.words.foreign import setup_remark
    from kiosk.words.hindrances import hindrance, weekday
    from kiosk.words.history import happened, happened_role, taken_back
    from kiosk.words.judged import Case, Happened, Judged
    from kiosk.words.moments import presence, when
    from kiosk.words.printers import printed_before, printer, printer_sign, prints, reprint
    from kiosk.words.questions import answering, how, option, question, wrong

_LATE: Final = {
    "files": ("column_field", "problem", "system"),
    "foreign": ("setup_remark",),
    "hindrances": ("hindrance", "weekday"),
    "history": ("happened", "happened_role", "taken_back"),
    "judged": ("Case", "Happened", "Judged"),
    "moments": ("presence", "when"),
    "printers": ("printed_before", "printer", "printer_sign", "prints", "reprint"),
    "questions": ("answering", "how", "option", "question", "wrong"),
}
"""What the window says nothing with before somebody works at it: imported when it is first asked for."""
_WHERE: Final = {name: module for module, names in _LATE.items() for name in names}

__all__ = [
    "Case",
    "Happened",
    "Judged",
    "Place",
    "Role",
    "Said",
    "answering",
    "at_door",
    "called",
    "check",
    "column_field",
    "greeting",
    "happened",
    "happened_role",
    "hindrance",
    "how",
    "job",
    "language_of",
    "option",
    "presence",
    "printed_before",
    "printer",
    "printer_reasons",
    "printer_sign",
    "prints",
    "problem",
    "question",
    "reason",
    "registration",
    "reprint",
    "sentence",
    "setup_remark",
    "system",
    "taken_back",
    "told",
    "trouble",
    "verdict",
    "weekday",
    "welcomes",
    "when",
    "wrong",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"kiosk.words.{_WHERE[name]}"), name)
