"""What the bench brings home: samples, ratios of things measured side by side, and goals met or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter_ns
from typing import Any, Final

_MS_FROM_NS: Final = 1e-6
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Series:
    """What one thing gave each time it was measured, in `unit`."""

    unit: str
    samples: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.samples)

    def percentile(self, share: int) -> float:
        """Return the sample that `share` percent do not exceed (nearest rank)."""
        return sorted(self.samples)[max(0, ceil(len(self.samples) * share / 100) - 1)]

    def told(self) -> dict[str, Any]:
        """Return the summary that is written down."""
        return {
            "unit": self.unit,
            "count": len(self.samples),
            "p50": _rounded(self.p50),
            "p99": _rounded(self.percentile(99)),
            "min": _rounded(min(self.samples)),
            "max": _rounded(max(self.samples)),
        }


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times `of` is what `to` is, both measured in this run; `at` is "p50" or "p99"."""

    of: str
    to: str
    value: float
    at: str = "p50"

    def told(self) -> dict[str, Any]:
        """Return what is written down."""
        return {"of": self.of, "to": self.to, "at": self.at, "value": _rounded(self.value)}


@dataclass(frozen=True, slots=True)
class Goal:
    """A value and the limit that it should not exceed."""

    what: str
    value: float
    limit: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the value stays within the limit."""
        return self.value <= self.limit

    def told(self) -> dict[str, Any]:
        """Return what is written down."""
        value = _rounded(self.value)
        return {"goal": self.what, "limit": self.limit, "unit": self.unit, "value": value, "met": self.met}


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one measure gave; `facts` say how large what was measured is."""

    series: Mapping[str, Series]
    ratios: tuple[Ratio, ...] = ()
    goals: tuple[Goal, ...] = ()
    facts: Mapping[str, float | str] | None = None

    def told(self) -> dict[str, Any]:
        """Return what is written down."""
        return {
            "facts": dict(self.facts or {}),
            "series": {name: one.told() for name, one in self.series.items()},
            "ratios": [one.told() for one in self.ratios],
            "goals": [one.told() for one in self.goals],
        }


def ratio(series: Mapping[str, Series], of: str, to: str) -> Ratio:
    """Return the ratio of the medians of two series."""
    return Ratio(of, to, series[of].p50 / series[to].p50)


def ratio_p99(series: Mapping[str, Series], of: str, to: str) -> Ratio:
    """Return the ratio of the slow ends of two series."""
    return Ratio(of, to, series[of].percentile(99) / series[to].percentile(99), "p99")


def interleaved(
    measures: Mapping[str, Callable[[], float]], rounds: int, unit: str, warm_up: int = 0
) -> dict[str, Series]:
    """Return a series for each of `measures`, taken in turns (A B C A B C …), after `warm_up` unkept rounds.

    Whatever else the machine does meanwhile, it does to all of them.
    """
    samples: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(warm_up + rounds):
        for name, measure in measures.items():
            value = measure()
            if number >= warm_up:
                samples[name].append(value)
    return as_series(samples, unit)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return what does `work` and returns how many milliseconds it took."""

    def measure() -> float:
        began = perf_counter_ns()
        work()
        return milliseconds(perf_counter_ns() - began)

    return measure


def milliseconds(nanoseconds: int) -> float:
    """Return a difference of `perf_counter_ns` in milliseconds."""
    return nanoseconds * _MS_FROM_NS


def as_series(samples: Mapping[str, Sequence[float]], unit: str) -> dict[str, Series]:
    """Return `samples` as series of `unit`."""
    return {name: Series(unit, tuple(values)) for name, values in samples.items()}


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
