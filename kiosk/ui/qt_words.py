"""The words that are Qt's own, in its file dialogs and in the menus of its fields, in the desk's language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from kiosk import language as languages

_NAME: Final = "qt-words"


def use(language: str) -> None:
    """Speak `language`, one of LANGUAGES, from now on: the program and Qt."""
    languages.use(language)
    speak(language)


def speak(language: str) -> None:
    """Let Qt speak `language`; where its words are not installed, it speaks English."""
    application = QCoreApplication.instance()
    if application is None:
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    made = QTranslator(application)
    made.setObjectName(_NAME)
    is_loaded = made.load(f"qtbase_{language}", folder)
    for before in application.findChildren(QTranslator, _NAME):
        if before is not made:
            application.removeTranslator(before)
            before.deleteLater()
    if is_loaded:
        application.installTranslator(made)
