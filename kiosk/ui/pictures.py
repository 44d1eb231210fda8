"""Pages of a PDF as pictures."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter


def first_page(pdf: bytes, height: int) -> QImage:
    """Return the first page of `pdf` as `page` does."""
    return page(pdf, height, 0)


def page(pdf: bytes, height: int, number: int) -> QImage:
    """Return a page of `pdf`, counted from 0, on white paper, `height` pixels high; on any thread."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    size = document.pagePointSize(number)
    drawn: QImage = document.render(number, QSize(round(height * size.width() / size.height()), height))
    document.close()
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)  # paper: the page itself is transparent
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return image
