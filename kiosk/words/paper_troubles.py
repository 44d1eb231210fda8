"""What is said of trouble with badges on their way to paper: layouts, stocks, printers, lists to tick."""

from __future__ import annotations

from typing import Final

from kiosk.errors import Trouble
from kiosk.language import N_

PAPER: Final = {
    Trouble.LAYOUT_WRONG: (
        N_("The badge layout {file} cannot be used ({detail})."),
        N_("Correct the layout, or take the one that comes with Marhaba."),
    ),
    Trouble.PICTURE_WRONG: (
        N_("The picture {file} cannot be used ({detail})."),
        N_("Save it again as PNG or JPEG, below 20 MB."),
    ),
    Trouble.BUNDLE_WRONG: (
        N_("The archive {file} cannot be taken ({detail})."),
        N_("Make a ZIP archive of plain files: a layout with its pictures, or photographs."),
    ),
    Trouble.BADGE_LETTERS_MISSING: (
        N_("Letters are missing on it that no font has: {detail}."),
        N_("Correct the name with F2 and print again."),
    ),
    Trouble.BADGE_TEXT_CUT: (
        N_("A text is cut off on it: {detail}."),
        N_("Shorten it with F2 and print again."),
    ),
    Trouble.BADGE_PICTURE_WRONG: (
        N_("A picture on it cannot be used: {detail}."),
        N_("Take it in again as PNG or JPEG."),
    ),
    Trouble.UNKNOWN_LAYOUT: (N_("There is no badge layout {value}."), N_("There are: {known}.")),
    Trouble.UNKNOWN_STOCK: (N_("There is no stock {value}."), N_("There is: {known}.")),
    Trouble.START_WRONG: (
        N_("There is no label {value} on this sheet."),
        N_("Choose one from 1 to {labels}."),
    ),
    Trouble.SHIFT_WRONG: (
        N_("No printer is {value} mm off."),
        N_("Type a number of millimetres, at most {limit} to either side."),
    ),
    Trouble.BADGE_TOO_LARGE: (
        N_("The badge ({badge}) is larger than a label of this stock ({label})."),
        N_("Choose another stock, or a smaller badge layout."),
    ),
    Trouble.TICK_TOO_LATE: (
        N_("{value} has not come yet."),
        N_("Say when the paper list was ticked."),
    ),
    Trouble.TICK_WRONG: (
        N_("{value} is no time."),
        N_("Write one code a line, and after a semicolon its time, as 2024-10-24 09:30."),
    ),
    Trouble.TICK_TIMELESS: (
        N_("Nobody said when {value} was ticked."),
        N_("Say a time for all of them, or write one behind each code."),
    ),
    Trouble.PRINTER_UNREACHABLE: (
        N_("The printer {printer} does not answer."),
        N_("Check that it is on and plugged in; the badge waits."),
    ),
    Trouble.PRINTER_UNKNOWN: (
        N_("There is no printer {printer} on this computer."),
        N_("Choose another printer in the settings."),
    ),
    Trouble.PRINTER_REFUSED: (
        N_("The printer {printer} refused the badge ({detail})."),
        N_("Check the paper size, then print again with F8."),
    ),
    Trouble.PRINTER_WRONG_PAPER: (
        N_("The paper in {printer} is not what this badge needs ({detail})."),
        N_("Put paper of this size in, or choose another layout."),
    ),
    Trouble.PRINTER_NOT_READY: (
        N_("The printer {printer} is not ready ({detail})."),
        N_("Look at the printer; badges wait until it is."),
    ),
    Trouble.PRINTER_ONE_SIDED: (
        N_("The printer {printer} prints on one side only."),
        N_("Print without backs, or save the sheets and print them where both sides can be."),
    ),
    Trouble.PRINT_FOLDER_UNWRITABLE: (
        N_("Badges cannot be written to their folder."),
        N_("Check that the folder is there and that the disk is not full; the badge waits."),
    ),
    Trouble.UNKNOWN_PRINTER: (
        N_("This desk has no printer {value}."),
        N_("It has: {known}."),
    ),
    Trouble.UNKNOWN_JOB: (
        N_("There is no print job {value}."),
        N_("Look at the print queue."),
    ),
    Trouble.PRINTER_NAMELESS: (
        N_("The printer has no name."),
        N_("Type what its people call it, such as Entrance."),
    ),
    Trouble.PRINTER_NAME_TAKEN: (
        N_("There is already a printer called {name}."),
        N_("Give it another name."),
    ),
    Trouble.PRINTER_ADDRESS_WRONG: (
        N_("{value} is no printer's address."),
        N_("Look for the printers that are there, and choose one."),
    ),
    Trouble.LABELS_WRONG: (
        N_("No roll has so many labels."),
        N_("Type a number up to {limit}, or 0 if nobody counts them."),
    ),
    Trouble.JOB_TOO_LATE: (
        N_("It is too late for that: the badge was printed at {printer}, or is being sent to it."),
        N_("Look at the printer."),
    ),
    Trouble.JOB_UNSURE: (
        N_("Nobody can tell whether {printer} has printed this badge, or will."),
        N_("Look at the printer, then say whether it came out."),
    ),
}
