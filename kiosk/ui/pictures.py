"""Pages of a PDF as pictures."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter


def first_page(pdf: bytes, height: int) -> QImage:
    """Return the first page of `pdf` on white paper, `height` pixels high; it may be drawn on any thread."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    page = document.pagePointSize(0)
    drawn: QImage = document.render(0, QSize(round(height * page.width() / page.height()), height))
    document.close()
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)  # paper: the page itself is transparent
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return image
