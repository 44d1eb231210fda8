"""The bench runs, and its report has the shape that its readers count on."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from typing import Any

import pytest

from tests.bench.figures import Goal, Series, interleaved, ratio
from tests.shape.tree import ROOT


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("bench") / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "--quick", "--only", "admissions", "lookup", "badges"]
    subprocess.run([*command, "--json", str(file)], cwd=ROOT, capture_output=True, check=True)
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return read


def test_a_report_says_what_it_was_taken_on_without_a_path(report: dict[str, Any]) -> None:
    assert report["machine"]["cores"] >= 1
    assert {"python", "sqlite", "PySide6-Essentials"} <= report["machine"].keys()
    assert str(ROOT) not in json.dumps(report)


def test_a_report_has_what_was_asked_for_and_no_more(report: dict[str, Any]) -> None:
    assert list(report["measures"]) == ["admissions", "lookup", "badges"]
    assert report["quick"] is True


def test_every_series_is_summed_up(report: dict[str, Any]) -> None:
    for measured in report["measures"].values():
        for one in measured["series"].values():
            assert one["count"] >= 1
            assert 0 < one["min"] <= one["p50"] <= one["p99"] <= one["max"]


def test_every_ratio_is_of_two_series_of_its_measure(report: dict[str, Any]) -> None:
    for measured in report["measures"].values():
        assert measured["ratios"]
        for one in measured["ratios"]:
            of, to = (measured["series"][one[end]][one["at"]] for end in ("of", "to"))
            assert math.isclose(one["value"], of / to, rel_tol=1e-3)


def test_every_goal_says_whether_it_is_met(report: dict[str, Any]) -> None:
    goals = [goal for measured in report["measures"].values() for goal in measured["goals"]]
    assert len(goals) >= 5
    assert all(goal["met"] == (goal["value"] <= goal["limit"]) for goal in goals)


def test_the_people_measured_are_let_in_and_found(report: dict[str, Any]) -> None:
    facts = report["measures"]["admissions"]["facts"]
    assert facts["admitted"] > facts["asked"] * 0.8
    assert report["measures"]["lookup"]["facts"]["without anybody"] == 0


def test_measures_are_taken_in_turns_and_the_first_rounds_are_not_kept() -> None:
    taken: list[str] = []

    def measure(name: str) -> float:
        taken.append(name)
        return len(taken)

    series = interleaved({"a": lambda: measure("a"), "b": lambda: measure("b")}, 2, "ms", warm_up=1)
    assert "".join(taken) == "ababab"
    assert series["a"].samples == (3, 5)
    assert series["b"].samples == (4, 6)
    assert ratio(series, "b", "a").value == pytest.approx(5 / 4)


@pytest.mark.parametrize(("share", "expected"), [(50, 50), (99, 99), (100, 100)])
def test_a_percentile_is_the_sample_of_its_rank(share: int, expected: int) -> None:
    assert Series("ms", tuple(range(100, 0, -1))).percentile(share) == expected


@pytest.mark.parametrize(("value", "met"), [(50.0, True), (50.1, False)])
def test_a_goal_is_met_up_to_its_limit(value: float, *, met: bool) -> None:
    assert Goal("p99", value, 50, "ms").met is met
