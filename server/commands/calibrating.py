"""calibrating: what the numbers of a source mean: learnt from labels, then routed by.

`fit` and `route` are batch doors that open no house; `house` learns from the house's own decided
requests, and the law weighs by it from the next verdict on.
"""

import math
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from domain.errors import Invalid
from domain.settings import Settings
from policy.calibration import Curve, Label, fit
from policy.rules import Law
from policy.scores import HUNDRED, Band, Scored, score_line
from server.commands.curves import Curves, keep_curves, read_curves
from server.commands.lines import law_of, lines_of, read_line, tell
from server.commands.opening import By, opened
from server.enacting import DEFAULT_LAW

SOURCE_CHARACTERS = 128
# The golden ratio's fraction: the lots of a source lie evenly from its first line on.
GOLDEN = (math.sqrt(5) - 1) / 2

calibrate = typer.Typer(no_args_is_help=True, help="What an agent's confidence has meant so far.")

File = Annotated[str, typer.Argument(metavar="[FILE]", help="JSON lines; - reads stdin.")]
CurvesFile = Annotated[
    Path | None,
    typer.Option("--curves", help="Where curves are kept; default is curves.json in the home."),
]


class Read(NamedTuple):
    """One line of numbers; `correct` is None where it is not said."""

    source: str
    score: float
    correct: bool | None
    tool: str
    domain: str


@calibrate.command("fit")
def fit_file(file: File = "-", curves_file: CurvesFile = None) -> None:
    """Learn from lines of {source, score, correct}: one line out for each source."""
    path = _path(curves_file)
    lines, faults = _read_all(file, labelled=True)
    kept, learnt = read_curves(path), {}
    for told in faults.values():
        tell(told)
    sources = _by_source(lines)
    for source, (labels, percent) in sources.items():
        try:
            learnt[source] = fit(source, labels, percent=percent)
        except Invalid as refusal:
            tell({"source": source, "calibrated": False, "error": refusal.sentence})
        else:
            tell(_told(learnt[source]))
    if learnt:
        keep_curves(path, Curves(curves=kept.curves | learnt))
    raise typer.Exit(1 if faults or len(learnt) < len(sources) else 0)


@calibrate.command()
def route(
    file: File = "-",
    curves_file: CurvesFile = None,
    policy: Annotated[Path, typer.Option(help="The law to route by.")] = DEFAULT_LAW,
) -> None:
    """Route lines of {source, score}: for each line in, one line out with route and reasons.

    A source counts as it did when its curve was learnt; one without a curve, up to 100 where its
    score goes above 1 anywhere in the file. A line may name a tool and a domain, for which the law
    may have terms of its own.
    """
    law, curves = law_of(policy), read_curves(_path(curves_file))
    lines, faults = _read_all(file, labelled=False)
    faults |= _beyond(lines, curves)
    percent = {source for source, (_, is_percent) in _by_source(lines).items() if is_percent}
    drawn: dict[str, int] = {}
    for number in sorted({*lines, *faults}):
        if number in faults:
            tell(faults[number])
            continue
        read = lines[number]
        curve = curves.curves.get(read.source)
        drawn[read.source] = drawn.get(read.source, 0) + 1
        lot = drawn[read.source] * GOLDEN % 1
        counts_up = read.source in percent if curve is None else curve.percent
        tell(_routed(law, read, curve, lot, percent=counts_up))
    raise typer.Exit(1 if faults else 0)


@calibrate.command("house")
def fit_house(
    by: By,
    gold: Annotated[
        str | None,
        typer.Option(help="JSON lines of {source, score, correct} to learn from as well."),
    ] = None,
) -> None:
    """Learn from what people decided in this house, and keep what is learnt (admins only)."""
    lines, faults = _read_all(gold, labelled=True) if gold else ({}, {})
    labels = {source: found for source, (found, _) in _by_source(lines).items()}
    for told in faults.values():
        tell(told)
    with opened() as house:
        learnt = house.calibration.learn(by, labels)
    for source, found in sorted(learnt.items()):
        if isinstance(found, Curve):
            tell(_told(found))
        else:
            tell({"source": source, "calibrated": False, "error": found})
    if not learnt:
        tell({"calibrated": False, "error": "Nobody has decided anything that can be learnt from."})
    raise typer.Exit(0 if learnt and not faults else 1)


def _told(curve: Curve) -> dict[str, Any]:
    """A curve as a line: how good the numbers were and are, on labels that were held out."""
    before, after = curve.before, curve.after
    return {
        "source": curve.source,
        "calibrated": True,
        "labels": curve.labels,
        "held_out": curve.held_out,
        "ece_before": round(before.ece, 6),
        "ece_after": round(after.ece, 6),
        "brier_before": round(before.brier, 6),
        "brier_after": round(after.brier, 6),
        "curve": {"x": curve.x, "y": curve.y},
    }


def _path(chosen: Path | None) -> Path:
    return chosen or Settings().home / "curves.json"


def _beyond(lines: dict[int, Read], curves: Curves) -> dict[int, dict[str, Any]]:
    """The answers to scores above 1 of a source that was learnt from 0 to 1."""
    return {
        number: _refused(
            number,
            Invalid("score_malformed", f"{read.source} was learnt from 0 to 1; this is above 1."),
            labelled=False,
        )
        for number, read in lines.items()
        if read.score > 1
        and (curve := curves.curves.get(read.source)) is not None
        and not curve.percent
    }


def _refused(number: int, refusal: Invalid, *, labelled: bool) -> dict[str, Any]:
    """What is said in the place of a line that cannot be taken."""
    reason = {"code": refusal.code, "text": refusal.sentence}
    routed = {} if labelled else {"route": "refuse", "reasons": [reason]}
    return {**routed, "line": number, "error": refusal.sentence}


def _read_all(file: str, *, labelled: bool) -> tuple[dict[int, Read], dict[int, dict[str, Any]]]:
    """Every line by its number: what could be read, and the answers to those that could not."""
    lines: dict[int, Read] = {}
    faults: dict[int, dict[str, Any]] = {}
    for number, line in lines_of(file):
        try:
            lines[number] = _read(line, labelled=labelled)
        except Invalid as refusal:
            faults[number] = _refused(number, refusal, labelled=labelled)
    return lines, faults


def _read(line: str, *, labelled: bool) -> Read:
    given = read_line(line)
    source, correct = given.get("source"), given.get("correct")
    score: Any = given.get("score")
    if not isinstance(source, str) or not source.strip() or not source.isprintable():
        raise Invalid("source_malformed", "A line names its source, as one line of plain text.")
    if len(source) > SOURCE_CHARACTERS:
        raise Invalid("source_malformed", "A source's name has at most 128 characters.")
    is_number = isinstance(score, int | float) and not isinstance(score, bool)
    if not is_number or not 0 <= score <= HUNDRED:
        raise Invalid("score_malformed", "A score is a number from 0 to 1, or from 0 to 100.")
    if labelled and correct not in (0, 1):
        raise Invalid("label_malformed", "A label says in `correct` whether it was: true or false.")
    tool, domain = given.get("tool") or "", given.get("domain") or ""
    if not isinstance(tool, str) or not isinstance(domain, str):
        raise Invalid("line_malformed", "The tool and the domain of a line are names.")
    return Read(source, float(score), None if correct is None else bool(correct), tool, domain)


def _by_source(lines: dict[int, Read]) -> dict[str, tuple[list[Label], bool]]:
    """The labels of each source, from 0 to 1, and whether its scores count up to 100."""
    found: dict[str, list[Read]] = {}
    for read in lines.values():
        found.setdefault(read.source, []).append(read)
    percent = {source: any(read.score > 1 for read in reads) for source, reads in found.items()}
    return {
        source: (
            [
                Label(read.score / HUNDRED if percent[source] else read.score, bool(read.correct))
                for read in reads
            ],
            percent[source],
        )
        for source, reads in found.items()
    }


def _routed(
    law: Law, read: Read, curve: Curve | None, lot: float, *, percent: bool
) -> dict[str, Any]:
    scored: Scored = score_line(
        law,
        read.score,
        curve=curve,
        lot=lot,
        percent=percent,
        tool=read.tool,
        domain=read.domain,
    )
    banded = {} if scored.band is None else {"band": scored.band.value}
    swept = {"sweep": "daily"} if scored.band is Band.REJECTED else {}
    return {
        "source": read.source,
        "score": read.score,
        "route": "ask" if scored.ask else scored.route.value,
        "then": scored.route.value,
        "calibrated": scored.calibrated,
        **banded,
        **swept,
        "reasons": [reason.model_dump() for reason in scored.reasons],
        "policy_version": law.version,
    }
