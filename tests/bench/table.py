"""The figures as tables, for the person who waits for them."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Measured, Series


def show(name: str, measured: Measured) -> None:
    """Print what one measure gave: its series, their ratios, and the goals met and not."""
    console = Console()
    facts = ", ".join(f"{key} {value}" for key, value in (measured.facts or {}).items())
    table = Table(title=f"{name} ({facts})", title_justify="left")
    table.add_column("")
    for heading in ("p50", "p99", "min", "max", "n"):
        table.add_column(heading, justify="right")
    for label, series in measured.series.items():
        table.add_row(f"{label}, {series.unit}", *_cells(series))
    console.print(table)
    for one in measured.ratios:
        console.print(f"  {one.of} = {one.value:.2f} × {one.to} ({one.at})")
    for goal in measured.goals:
        verdict = "[green]met[/]" if goal.met else "[red]not met[/]"
        console.print(
            f"  {goal.what}: {goal.value:.4g} {goal.unit}, goal ≤ {goal.limit:g} {goal.unit}: {verdict}"
        )


def _cells(series: Series) -> list[str]:
    values = (series.p50, series.percentile(99), min(series.samples), max(series.samples))
    return [*(f"{value:,.3f}" for value in values), str(len(series.samples))]
