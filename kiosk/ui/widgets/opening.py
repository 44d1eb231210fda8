"""In the card's place until there is a station: how far its opening has come, or what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from kiosk.language import _, number
from kiosk.ui.widgets.labels import label


class Opening(QFrame):
    """`retried` fires when the station is to be opened again, `closed` when the window is to be closed."""

    retried = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._done = self._total = 0
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._told = label(tone="large")
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.retry_button, self.close_button = QPushButton(), QPushButton()
        self.retry_button.setProperty("kind", "primary")
        self.retry_button.setAutoDefault(True)
        self.retry_button.clicked.connect(self.retried)
        self.close_button.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        for one in (self.retry_button, self.close_button):
            one.hide()
            buttons.addWidget(one)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 16)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self._told)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        column.addStretch()

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is done; a total of 0 says that nobody knows how much there is."""
        self._done, self._total = done, total
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._show(waiting=True)

    def offer(self) -> None:
        """Offer to try again, or to close."""
        self._show(waiting=False)
        self.retry_button.setFocus()

    def _show(self, *, waiting: bool) -> None:
        for one in (self._told, self.bar):
            one.setVisible(waiting)
        for button in (self.retry_button, self.close_button):
            button.setVisible(not waiting)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.retry_button.setText(_("Try again"))
        self.close_button.setText(_("Close"))
        known = _("Bringing the guests in… {done} of {total}")
        self._told.setText(
            known.format(done=number(self._done), total=number(self._total))
            if self._total
            else _("Opening the station…")
        )
