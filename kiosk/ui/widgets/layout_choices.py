"""Which layout each category's badges have: a box to choose from for each, and one for all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.language import _, current, isolated
from kiosk.operations.layouts import NOT_PRINTED, USUAL
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.plain_fields import Field, PlainChoice
from kiosk.words.layouts import layout_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QWheelEvent

    from kiosk.domain.people import Category
    from kiosk.operations.layouts import Known

ALL_OTHERS = ""
"""The category of everybody whose own has no layout."""


class _Box(PlainChoice):
    """A box that the wheel, which scrolls the form, does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class LayoutChoices(QWidget):
    """`decided` fires with a category's id (ALL_OTHERS: the usual layout) and the layout chosen for it."""

    decided = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        self.boxes: dict[str, PlainChoice] = {}
        self._heading = label(tone="title")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._heading)
        self._fields: list[Field] = []
        self._column.addStretch()

    def show_choices(
        self, known: Sequence[Known], categories: Sequence[Category], chosen: Mapping[str, str]
    ) -> None:
        """Offer the layouts that can be used; `chosen` is what each category has that has one of its own."""
        self._heading.setText(_("Which badge for whom"))
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), None)
        wanted = [(ALL_OTHERS, _("All others"))]
        wanted += [(one.id, one.title.best(current())) for one in categories]
        self._make(wanted)
        usual = next((one.id for one in known if one.is_usual), "")
        for category, box in self.boxes.items():
            box.clear()
            if category != ALL_OTHERS:
                box.addItem(_("As all others"), USUAL)
            for one in known:
                if not one.wrong:
                    box.addItem(isolated(layout_title(one.id, one.title, is_own=one.is_own)), one.id)
            if category != ALL_OTHERS:
                box.addItem(_("No badge"), NOT_PRINTED)
            now = usual if category == ALL_OTHERS else chosen.get(category, USUAL)
            box.setCurrentIndex(box.findData(now))  # -1, empty: a layout that cannot be used
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _make(self, wanted: Sequence[tuple[str, str]]) -> None:
        if list(self.boxes) != [key for key, _title in wanted]:
            for field in self._fields:
                self._column.removeWidget(field)
                field.deleteLater()
            self.boxes = {key: _Box() for key, _title in wanted}
            self._fields = [Field(box) for box in self.boxes.values()]
            for at, (key, box) in enumerate(self.boxes.items()):
                self._column.insertWidget(1 + at, self._fields[at])
                box.activated.connect(lambda _at, key=key: self._on_activated(key))
        for field, (_key, title) in zip(self._fields, wanted, strict=True):
            field.name(title)

    def _on_activated(self, category: str) -> None:
        self.decided.emit(category, self.boxes[category].currentData())
