"""The verdict, to be read from two metres: shape, word and colour; the sound is played by the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kiosk.language import _, in_order
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from kiosk.words import Said

_SIGN = 64
_HEIGHTS = ((880, 184), (600, 152), (0, 104))
"""From so high a screen on, so high a banner."""
_ROOMY = 600
_DENSITIES = ("", "some", "yes")
"""First what is under the word gets smaller, then the word itself."""
_SIDE, _MARGIN = 20, 8
_WORD = 64


class Banner(QFrame):
    """Always in its place; between two guests it says that the desk is ready."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._said: Said | None = None
        self._limited = False
        self._build()
        self.clear()

    def _build(self) -> None:
        self._sign = label()
        self._sign.setFixedSize(appearance.px(_SIGN), appearance.px(_SIGN))
        self._word = label()
        self._word.setObjectName("word")
        self._word.setMaximumHeight(appearance.px(_WORD))  # Arabic letters ask for more than they fill
        self._detail = label(wraps=True)
        self._detail.setObjectName("detail")
        self._advice = label(wraps=True)
        self._advice.setObjectName("advice")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        for one in (self._word, self._detail, self._advice):
            words.addWidget(one)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, _MARGIN, _SIDE, _MARGIN)
        row.setSpacing(_SIDE)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.fit(appearance.px(_ROOMY))

    def fit(self, screen_height: int) -> None:
        """Be as high as a screen of this height can spare: on a low one the card needs its room."""
        heights = (height for least, height in _HEIGHTS if screen_height >= appearance.px(least))
        self.setFixedHeight(appearance.px(next(heights)))

    @property
    def said(self) -> Said | None:
        """What the banner says now; None between two guests."""
        return self._said

    def tell(self, said: Said, about: str = "") -> None:
        """Show `said`; `about` is whom it is about, where the card below shows somebody else."""
        self._said = said
        restyle(self, "role", said.role.value)
        self._word.setText(said.word)
        self._detail.setText(in_order(" · ".join(filter(None, (about, said.detail)))))
        self._advice.setText(said.advice)
        self._settle()

    def clear(self) -> None:
        """Show that the desk is ready for the next guest."""
        self._said = None
        restyle(self, "role", "idle")
        self._word.setText(_("Ready"))
        self._detail.setText("")
        self._advice.setText(
            _("Scan a badge or a ticket.")
            if self._limited
            else _("Scan a badge or a ticket, or type a name.")
        )
        self._settle()

    def limit(self, *, limited: bool) -> None:
        """Promise no more than scanning while nobody has signed in."""
        self._limited = limited
        self.retranslate()

    def wait(self) -> None:
        """Show that the desk is not ready yet, but listens."""
        self._said = None
        restyle(self, "role", "idle")
        self._word.setText(_("One moment…"))
        self._detail.setText("")
        self._advice.setText(_("What is scanned or typed meanwhile is answered then."))
        self._settle()

    def _settle(self) -> None:
        for one in (self._word, self._detail, self._advice):
            one.setVisible(bool(one.text()))
        self.setAccessibleName(
            " ".join(filter(None, (one.text() for one in (self._word, self._detail, self._advice))))
        )
        self._fit_words()
        self.redraw()

    def _fit_words(self) -> None:
        """Say it in smaller letters where it would not fit in large ones."""
        for density in _DENSITIES:
            restyle(self, "dense", density)
            if self._said is None or self._needed() <= self.height() - 2 * _MARGIN:
                return

    def _needed(self) -> int:
        """How high the words would be, at the width there is."""
        width = self.width() - self._sign.width() - 3 * _SIDE
        shown = [one for one in (self._word, self._detail, self._advice) if one.text()]
        for one in shown:
            one.ensurePolished()
        return sum(_height(one, width) for one in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit_words()

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        if self._said is None:
            self._sign.hide()
            return
        role = self._said.role
        colour = getattr(appearance.colours(), f"{role.value}_ink")
        self._sign.setPixmap(
            icons.pixmap(role.symbol, colour, appearance.px(_SIGN), self.devicePixelRatioF())
        )
        self._sign.show()

    def retranslate(self) -> None:
        """Say it in the language of now; a verdict stays as it was said until the next one."""
        if self._said is None:
            self.clear()


def _height(one: QLabel, width: int) -> int:
    wanted = one.heightForWidth(width) if one.wordWrap() else one.sizeHint().height()
    return min(wanted, one.maximumHeight())
