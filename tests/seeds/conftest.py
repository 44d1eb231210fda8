"""Loads the seeds by their path, as the program does when it is installed."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SEEDS = Path(__file__).parents[2] / "db" / "seeds"


def load(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"seed_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[module.__name__] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make_sounds() -> ModuleType:
    return load(SEEDS / "make_sounds.py")


@pytest.fixture(scope="session")
def sample_event() -> ModuleType:
    return load(SEEDS / "sample_event.py")


@pytest.fixture
def sample_event_elsewhere(tmp_path: Path) -> ModuleType:
    """Load a copy of what the people are made of, and of nothing else, under another roof."""
    (tmp_path / "tables").mkdir()
    for path in [SEEDS / "sample_event.py", *(SEEDS / "tables").iterdir()]:
        (tmp_path / path.relative_to(SEEDS)).write_bytes(path.read_bytes())
    return load(tmp_path / "sample_event.py")
