"""page: the results as Markdown. Between the markers all is generated; the prose around stays."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.goals import GOALS, Goal
from benchmarks.ratios import beside, middle
from benchmarks.sides import COUNTERSIGN, NAMES

VERDICTS = {
    "alone": "by itself",
    "refund": "of a refund, its origins traced in {messages} messages",
    "mail": "of a mail of 51 words, likewise",
}
BEGIN, END = "<!-- results -->\n", "<!-- end -->"


def rewrite(page: Path, results: dict[str, Any]) -> None:
    """Put these results between the page's markers."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}{drawn(results)}\n{END}{after}", encoding="utf-8")


def drawn(results: dict[str, Any]) -> str:
    """Every part that was measured, and the goals when all of them were."""
    sections = [draw(results) for part, draw in _SECTIONS.items() if part in results]
    if all(part in results for part in _SECTIONS):
        sections.insert(0, _goals(results))
    return "\n".join([_taken_on(results), *sections])


def _taken_on(results: dict[str, Any]) -> str:
    machine = results["machine"]
    versions = ", ".join(f"{name} {found}" for name, found in machine["versions"].items())
    return (
        f"A {results['dose']} dose on {machine['cores']} cores, {machine['system']}, "
        f"Python {machine['python']}, SQLite {machine['sqlite']}; {versions}.\n"
    )


def _goals(results: dict[str, Any]) -> str:
    return _table(
        ("goal", "stock", "promised", "measured", "reached"),
        (_goal(goal, results) for goal in GOALS),
    )


def _goal(goal: Goal, results: dict[str, Any]) -> Sequence[str]:
    value, peer = goal.measured(results), goal.peer(results)
    bound = f"{'≥' if goal.at_least else '≤'} {goal.bound:g}{goal.unit}"
    shown = "–" if peer is None else _number(peer) + goal.unit
    if value is None:
        return goal.work, shown, bound, "not installed", "–"
    return goal.work, shown, bound, _number(value) + goal.unit, _reached(goal, value)


def _reached(goal: Goal, value: float) -> str:
    if goal.is_reached(value):
        return "yes"
    factor = goal.missed_by(value)
    return "**no**" if factor is None else f"**no**, {factor:.2f} × short"


def _loop(results: dict[str, Any]) -> str:
    return "\n".join(_one_loop(loop) for loop in results["loop"])


def _one_loop(loop: dict[str, Any]) -> str:
    head = f"{loop['threads']} threads × {loop['decisions']} decisions"
    rows = [_loop_row(loop, side) for side in loop["sides"]]
    rows += [(NAMES[side], "not installed", *["–"] * 6) for side in loop["not_installed"]]
    columns = (head, "decisions/s", "p50 ms", "p99 ms", "CPU ms", "KB written")
    return _table((*columns, "Countersign's speed", "Countersign's CPU"), rows)


def _loop_row(loop: dict[str, Any], side: str) -> Sequence[str]:
    figures = loop["sides"][side]
    names = {
        "per_second": ".0f",
        "p50_ms": ".1f",
        "p99_ms": ".1f",
        "cpu_ms": ".2f",
        "written_kb": ".0f",
    }
    cells = [_cell(middle(figures, name), form) for name, form in names.items()]
    return NAMES[side], *cells, _ratio(loop, side, "per_second"), _ratio(loop, side, "cpu_ms")


def _ratio(loop: dict[str, Any], side: str, name: str) -> str:
    found = beside(loop, side, name)
    if found is None or side == COUNTERSIGN:
        return "–"
    return "{:.2f} × ({:.2f} to {:.2f})".format(*found)


def _growth(results: dict[str, Any]) -> str:
    turns = next(iter(results["growth"].values()))["turns"]
    return _table(
        (
            f"{turns:,} turns",
            "p50 ms at the tenth",
            "p50 ms at the last",
            "slower",
            "KB of disk a turn",
        ),
        (
            (
                NAMES[side],
                f"{growth['early_p50_ms']:.1f}",
                f"{growth['late_p50_ms']:.1f}",
                f"{growth['slower']:.2f} ×",
                f"{growth['disk_kb_a_turn']:,.1f}",
            )
            for side, growth in results["growth"].items()
        ),
    )


def _queue(results: dict[str, Any]) -> str:
    return _table(
        ("requests open", "shown", "first page ms", "drain with nothing to do ms"),
        (
            (
                f"{queue['size']:,}",
                str(queue["shown"]),
                f"{queue['page_ms']:.1f}",
                f"{queue['drain_ms']:.1f}",
            )
            for queue in results["queue"]
        ),
    )


def _law(results: dict[str, Any]) -> str:
    found = results["law"]
    return _table(
        (f"{found['verdicts']:,} verdicts each", "p50 µs", "p99 µs"),
        (
            (
                words.format(**found),
                f"{found[f'{name}_p50_us']:,.0f}",
                f"{found[f'{name}_p99_us']:,.0f}",
            )
            for name, words in VERDICTS.items()
        ),
    )


def _killed(results: dict[str, Any]) -> str:
    names = ("rounds", "killed", "duplicates", "losses", "questions")
    return _counts("kill -9 while it approves", names, results["killed"])


def _approved_twice(results: dict[str, Any]) -> str:
    names = ("rounds", "duplicates", "losses", "told")
    return _counts("two approve at once", names, results["approved_twice"])


def _console(results: dict[str, Any]) -> str:
    found = results["console"]
    if found is None:
        return "The console was not measured: there is no browser here.\n"
    return _table(
        (
            f"{found['approvals']} approvals in a row by key",
            "key to next item p50 ms",
            "p95 ms",
            "seconds from item to decision shown",
            f"server's share of a core, {found['pages']} idle pages",
        ),
        [
            (
                "Review",
                f"{found['key_p50_ms']:.0f}",
                f"{found['key_p95_ms']:.0f}",
                f"{found['seconds_shown_to_decided']:.2f}",
                f"{found['idle_cpu_share']:.1%}",
            )
        ],
    )


def _counts(head: str, names: Sequence[str], found: dict[str, Any]) -> str:
    rows = ((NAMES[side], *(str(each[name]) for name in names)) for side, each in found.items())
    return _table((head, *names), rows)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _cell(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruled = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ruled, *rows))


_SECTIONS = {
    "loop": _loop,
    "growth": _growth,
    "queue": _queue,
    "law": _law,
    "killed": _killed,
    "approved_twice": _approved_twice,
    "console": _console,
}
