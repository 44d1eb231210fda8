"""The four sounds. A machine without a sound device, or without its library, stays silent and works."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QUrl

from kiosk import paths
from kiosk.words import Role

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_log = logging.getLogger(__name__)


class Sounds(QObject):
    """Plays a role's sound; loads them when made, so make it after the window is there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._effects: dict[Role, QSoundEffect] = {}
        QLoggingCategory.setFilterRules(
            "qt.multimedia.*=false"
        )  # it tells of every library it could do without
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError as error:  # a system library of sound is missing
            _log.info("no sound: %s", error)
            return
        if not QMediaDevices.audioOutputs():
            return
        for role in Role:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(paths.resources() / "sounds" / f"{role.value}.wav")))
            self._effects[role] = effect

    def play(self, role: Role) -> None:
        """Play the sound of `role`, if there is any."""
        effect = self._effects.get(role)
        if effect is not None:
            effect.play()
