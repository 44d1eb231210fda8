"""What can be done for the guest on the card, beside their real badge and how far its printing has come."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QToolButton

from kiosk.domain.admission import Direction
from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel, restyle

PREVIEW_HEIGHT = 340
_PREVIEW_LEAST = 150
_ICON = 20
_ROWS = 4
_BESIDE, _BELOW = 16, 5
"""Between the badge and the buttons; between two rows of buttons."""


class CardActions(QFrame):
    """The signals fire when a button is pressed."""

    admitted = Signal()
    gone_on = Signal()
    printed_again = Signal()
    replaced = Signal()
    corrected = Signal()
    history_asked = Signal()
    walked_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lower")
        self._badge: QImage | None = None
        self._overriding = ""
        self._is_wrong = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self._preview = label()
        self._preview.setObjectName("preview")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._job = label(wraps=True)
        self._job_frame, self._job_column = panel("job", margin=0)
        self._job_column.addWidget(self._job)
        self.admit_button = KeyButton("⏎", "primary")
        self.go_on_button = KeyButton("F9", "primary")
        self.print_button = KeyButton("F8")
        self.correct_button = KeyButton("F2")
        self.walk_in_button = KeyButton("F3")
        self.replace_button, self.history_button = QToolButton(), QToolButton()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BESIDE)
        grid.setVerticalSpacing(_BELOW)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        grid.addWidget(self._preview, 0, 0, 5, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._job_frame, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addLayout(_row(self.admit_button, self.go_on_button), 1, 1)
        grid.addLayout(_row(self.print_button, self.replace_button), 2, 1)
        grid.addLayout(_row(self.correct_button, self.history_button), 3, 1)
        grid.addLayout(_row(self.walk_in_button), 4, 1)

    def _connect(self) -> None:
        pressed = {
            self.admit_button: self.admitted,
            self.go_on_button: self.gone_on,
            self.print_button: self.printed_again,
            self.replace_button: self.replaced,
            self.correct_button: self.corrected,
            self.history_button: self.history_asked,
            self.walk_in_button: self.walked_in,
        }
        for button, signal in pressed.items():
            button.clicked.connect(signal)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # -- what can be done -------------------------------------------------------------------------------

    def enable(self, *, known: bool, awaits: bool, registers: bool) -> None:
        """Let be done what a guest who is `known`, or `awaits` entry, calls for; and `registers` new ones."""
        for button in (self.print_button, self.correct_button, self.history_button, self.replace_button):
            button.setEnabled(known)
        self.admit_button.setEnabled(known and awaits)
        self.walk_in_button.setEnabled(registers)

    def offer(self, text: str) -> None:
        """Offer, in the place of admitting, to let the guest in all the same; "" does not."""
        self.go_on_button.say(text)
        self.go_on_button.setVisible(bool(text))
        self.admit_button.setVisible(not text)

    def turn(self, direction: Direction) -> None:
        """Say on the button which way people go now."""
        self.admit_button.say(_("Admit and print") if direction is Direction.ENTRY else _("Record the exit"))

    # -- the badge --------------------------------------------------------------------------------------

    def fit_preview(self, spare: int) -> None:
        """Make the badge as high as `spare` allows, within reason; small beside trouble."""
        least, most = appearance.px(_PREVIEW_LEAST), appearance.px(PREVIEW_HEIGHT)
        height = least if self._is_wrong else min(max(spare, least), most)
        if height != self._preview.height():
            self._preview.setFixedSize(round(height * 105 / 148), height)
            self._draw_badge()

    @property
    def is_wrong(self) -> bool:
        """Whether trouble is told of the badge."""
        return self._is_wrong

    def height_needed(self) -> int:
        """Return how high all of it must be, in pixels, for no button and no word of trouble to be cut."""
        told = self._job.sizeHint().height() if self._job.text() else 0
        if self._is_wrong:
            badge = round(appearance.px(_PREVIEW_LEAST) * 105 / 148)
            told = self._job_frame.heightForWidth(self.width() - badge - _BESIDE)
        return told + _ROWS * (self.walk_in_button.height() + _BELOW)

    def show_badge(self, image: QImage | None) -> None:
        """Show the badge; None: there is none to be seen."""
        self._badge = image
        self._draw_badge()

    def _draw_badge(self) -> None:
        ratio = self.devicePixelRatioF()
        if self._badge is None:
            colour = appearance.colours().line
            self._preview.setPixmap(icons.pixmap("id-card", colour, appearance.px(48), ratio))
            return
        height = round((self._preview.height() - 2) * ratio)
        picture = QPixmap.fromImage(
            self._badge.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        )
        picture.setDevicePixelRatio(ratio)
        self._preview.setPixmap(picture)

    def say_job(self, text: str, *, wrong: bool = False) -> None:
        """Say how far the badge has come."""
        self._is_wrong = wrong and bool(text)
        self._job.setText(text)
        around = (12, 6, 12, 6) if wrong else (0, 0, 0, 0)
        self._job_column.setContentsMargins(*around)
        restyle(self._job_frame, "tone", "wrong" if wrong else "")

    def job(self) -> str:
        """Return what is said of the badge."""
        return self._job.text()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.turn(Direction.ENTRY)
        self.print_button.say(_("Print again"))
        self.correct_button.say(_("Correct"))
        self.walk_in_button.say(_("New guest"))
        self._preview.setAccessibleName(_("Badge"))
        _name(self.history_button, _("History"), "F5")
        _name(self.replace_button, _("Replace a lost badge"), "⇧F8")

    def redraw(self) -> None:
        """Draw what has a colour of its own anew."""
        colour, ratio = appearance.colours().muted, self.devicePixelRatioF()
        self.history_button.setIcon(icons.icon("history", colour, _ICON, ratio))
        self.replace_button.setIcon(icons.icon("id-card-lanyard", colour, _ICON, ratio))
        self._draw_badge()


def _row(*buttons: QAbstractButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for button in buttons:
        row.addWidget(button, 1 if isinstance(button, KeyButton) else 0)
    return row


def _name(button: QToolButton, text: str, key: str) -> None:
    """Say what a button without words does, and its key."""
    button.setAccessibleName(text)
    button.setToolTip(f"{text} ({key})")
