"""A folder that may not be written, for root too: run without the power that overrides permissions."""

from __future__ import annotations

import os
from pathlib import Path

WITHOUT_OVERRIDE = (
    ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    if hasattr(os, "getuid") and os.getuid() == 0
    else ()
)
"""What to put before a command, so that what may not be written is not written."""


def make_read_only(folder: Path) -> None:
    """Take away the permission to write in `folder` and to any file in it."""
    for one in folder.rglob("*"):
        one.chmod(0o444 if one.is_file() else 0o555)
    folder.chmod(0o555)
