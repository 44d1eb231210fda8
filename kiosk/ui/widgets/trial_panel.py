"""What a test scan told: what arrived and by what, how it was typed, and what to change if anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.screens import scanner_words
from kiosk.ui.widgets.labels import label, panel, restyle

if TYPE_CHECKING:
    from kiosk.scanning.trial import Trial

_SIGN = 24
_MOST = 120
_AT_ONCE = 3
"""What is less pressing is said once these are mended."""


class TrialPanel(QFrame):
    """Shows one Trial; before the first one, what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._trial: Trial | None = None
        self._kind = label(tone="muted", wraps=True)
        self._text = label(tone="large", wraps=True)
        self._text.setObjectName("arrived")
        self._text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._manner = label(tone="muted", wraps=True)
        self._verdict, inside = panel("trial", margin=12)
        self._sign = QLabel()
        self._word = label(tone="title", wraps=True)
        self._advice = label(wraps=True)
        self._build(inside)
        self.show_trial(None)

    def _build(self, inside: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._sign)
        line.addWidget(self._word, 1)
        inside.addLayout(line)
        inside.addWidget(self._advice)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for one in (self._kind, self._text, self._manner, self._verdict):
            column.addWidget(one)
        column.addStretch()

    @property
    def said(self) -> str:
        """All that is said, a line each."""
        shown = (self._kind, self._text, self._manner, self._word, self._advice)
        return "\n".join(one.text() for one in shown if not one.isHidden() and one.text())

    def show_trial(self, trial: Trial | None) -> None:
        """Show what came of a scan; None before the first."""
        self._trial = trial
        for one in (self._text, self._manner, self._verdict):
            one.setVisible(trial is not None)
        if trial is None:
            self._kind.setText(_("Nothing was scanned yet. Scan the first code."))
            return
        self._kind.setText(scanner_words.kind(trial))
        self._text.setText(_breakable(trial.text))
        manner = " ".join(filter(None, (scanner_words.pace(trial), scanner_words.layout(trial))))
        self._manner.setText(manner)
        self._manner.setVisible(bool(manner))
        self._word.setText(scanner_words.verdict(trial))
        advice = "\n".join(scanner_words.advice(trial)[:_AT_ONCE])
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        restyle(self._verdict, "state", "ready" if trial.is_good else "attention")
        self.redraw()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.show_trial(self._trial)

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        if self._trial is None:
            return
        shown = appearance.colours()
        good = self._trial.is_good
        name, colour = (
            ("circle-check", shown.admitted_ink) if good else ("triangle-alert", shown.attention_ink)
        )
        self._sign.setPixmap(icons.pixmap(name, colour, appearance.px(_SIGN), self.devicePixelRatioF()))


def _breakable(text: str) -> str:
    """Return `text` so that it breaks anywhere at the end of a line, and no longer than can be looked at."""
    shown = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    return "\u200b".join(shown)
