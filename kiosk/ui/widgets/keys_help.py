"""The keys, on one panel in the card's place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kiosk.language import N_, _
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label

_KEYS = (
    ("↑ ↓", N_("choose a guest")),
    ("⏎", N_("admit and print")),
    ("Esc", N_("empty the field, close what is open")),
    ("F2", N_("correct the guest")),
    ("F3", N_("register a guest without a ticket")),
    ("F4", N_("choose the list, entry or exit")),
    ("F5", N_("see the guest's history")),
    ("F6", N_("read badges with the camera, or stop")),
    ("F7", N_("see what the printer says, try again")),
    ("F8", N_("print the badge again")),
    ("⇧ F8", N_("replace a lost badge")),
    ("F9", N_("admit anyway, or confirm a payment")),
    ("Ctrl+Z", N_("undo the last act")),
    ("Ctrl+I", N_("import a file of attendees")),
    ("Ctrl+L", N_("set the lists up")),
    ("Ctrl+B", N_("see the prints")),
    ("Ctrl+P", N_("print the roll by the sheet")),
    ("F10", N_("open the menu")),
    ("F11", N_("whole screen")),
    ("F12", N_("hide and lock the screen")),
)


class KeysHelp(QFrame):
    """`left` fires when the panel is closed."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._told: list[tuple[str, QLabel]] = []
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._title = label(tone="headline")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        half = (len(_KEYS) + 1) // 2
        for place, (key, text) in enumerate(_KEYS):
            name = label(key)
            name.setProperty("tone", "key")
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            told = label(wraps=True)
            self._told.append((text, told))
            side = 2 * (place // half)
            grid.addWidget(name, place % half, side, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(told, place % half, side + 1)
            grid.setColumnStretch(side + 1, 1)
        self._leave = KeyButton("Esc")
        self._leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.addWidget(self._title)
        self._area = _scrolled(grid)
        column.addWidget(self._area, 1)
        column.addWidget(self._leave)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(_("Keys"))
        self._area.setAccessibleName(_("Keys"))
        self._leave.say(_("Leave"))
        for text, told in self._told:
            told.setText(_(text))


def _scrolled(grid: QGridLayout) -> QScrollArea:
    """Hold the keys so that none is cut where letters are large and the screen is low."""
    page = QWidget()
    page.setObjectName("lower")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(grid)
    column.addStretch()
    area = QScrollArea()
    area.setObjectName("questions")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area
