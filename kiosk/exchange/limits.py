"""How much a file may hold. What is larger is no attendee file, or was made to hurt."""

from __future__ import annotations

from typing import Final

ROW_LIMIT: Final = 300_000
COLUMN_LIMIT: Final = 400
CELL_LIMIT: Final = 12_000_000
"""Cells of a sheet's rectangle: a workbook is held whole, at 32 bytes a cell."""

TEXT_FILE_LIMIT_BYTES: Final = 200_000_000
WORKBOOK_LIMIT_BYTES: Final = 40_000_000
INFLATED_LIMIT_BYTES: Final = 512_000_000
PART_LIMIT: Final = 2_000
"""Files inside a workbook."""

RATIO_LIMIT: Final = 100
RATIO_COUNTS_FROM_BYTES: Final = 64_000_000
"""How often larger than its file a workbook may inflate, once it is large; people's own stay below 30."""
