"""What is said about a verdict, an error, a problem in a file or a print job, and in which colour and sound.

Each sentence says what happened, then what to do. Screens and the command line only show it.
"""

from kiosk.words.files import column_field, problem, system
from kiosk.words.jobs import check, job, printer_reasons
from kiosk.words.said import Role, Said
from kiosk.words.troubles import sentence, told, trouble
from kiosk.words.verdicts import registration, verdict

__all__ = [
    "Role",
    "Said",
    "check",
    "column_field",
    "job",
    "printer_reasons",
    "problem",
    "registration",
    "sentence",
    "system",
    "told",
    "trouble",
    "verdict",
]
