"""Where Tab leads to: what is made late would come last, wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(place: QWidget | None, late: QWidget) -> None:
    """Let Tab lead from `place`, or what comes before it, to what stands in `late`, as it was put there."""
    parts = (late, *late.findChildren(QWidget))
    before = place
    while before is not None and (before in parts or not _takes_tab(before)):
        before = before.previousInFocusChain()
        if before is place:
            return  # nothing else takes Tab
    for one in parts:
        if before is not None and _takes_tab(one) and one.window() is before.window():
            QWidget.setTabOrder(before, one)
            before = one


def _takes_tab(one: QWidget) -> bool:
    """Whether Tab stops here: Qt puts nothing after what it passes over."""
    tab = Qt.FocusPolicy.TabFocus
    return one.focusPolicy() & tab == tab and one.focusProxy() is None
