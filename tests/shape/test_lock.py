"""The lock file names no address, has a hash for every file and fits pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shape.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["dependency-groups"]["dev"],
    *PROJECT["build-system"]["requires"],
]
MACHINES = [
    {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": platform}
    for python, platform in product(("3.11", "3.12", "3.13"), ("linux", "darwin", "win32"))
]


def entries() -> dict[str, str]:
    """Return each locked requirement ("name==version ; marker") with the text of its hashes."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    heads = (block.partition("\\\n") for block in blocks if "==" in block)
    return {head.strip(): rest for head, _, rest in heads}


LOCKED = [Requirement(entry) for entry in entries()]


def applies(requirement: Requirement, machine: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**machine})


def test_no_address_stands_in_it() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^-", LOCK, re.MULTILINE)


def test_every_entry_has_hashes() -> None:
    assert [entry for entry, hashes in entries().items() if "--hash=sha256:" not in hashes] == []


@pytest.mark.parametrize("text", WANTED)
def test_what_the_project_asks_for_is_locked_once_for_every_machine(text: str) -> None:
    wanted = Requirement(text)
    name = canonicalize_name(wanted.name)
    for machine in MACHINES:
        fitting = [one for one in LOCKED if canonicalize_name(one.name) == name and applies(one, machine)]
        if not applies(wanted, machine):
            continue
        assert len(fitting) == 1, machine
        version = str(fitting[0].specifier).removeprefix("==")
        assert wanted.specifier.contains(version, prereleases=True), (machine, version)
