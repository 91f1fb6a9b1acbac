"""replaying: what a replay found, for a terminal, and how far it is."""

import sys
from collections.abc import Iterable, Iterator

import typer

from domain.law import Backtest, Release
from policy.replay import Recorded
from server.commands.terminal import moment, table

LONG = 2_000
TOLD = 30


def watched(given: Iterable[Recorded], count: int) -> Iterator[Recorded]:
    """The actions as they go by, with a bar on stderr where there are many and somebody looks."""
    if count < LONG or not sys.stderr.isatty():
        yield from given
        return
    with typer.progressbar(given, count, label="Judging again", file=sys.stderr) as bar:
        yield from bar


def shown(found: Backtest) -> str:
    """A replay as a person reads it."""
    lines = [
        f"{found.replayed:,} actions judged again under {found.version or 'the laws of their days'}"
        f"; {found.left_out:,} cannot be replayed, because their facts were not kept.",
        *(f"Nobody has written down: {what}" for what in found.unknown),
        f"Waits for people: {_of(found.asked_before, found)} then, "
        f"{_of(found.asked_after, found)} now ({found.saved:,} saved, {found.added:,} added; "
        f"5 to 20 % is usual). Signatures: {found.signatures_before:,} then, "
        f"{found.signatures_after:,} now.",
        f"Looked at afterwards: {found.rechecked_before:,} then, {found.rechecked_after:,} now. "
        f"Refused: {found.refused_before:,} then, {found.refused_after:,} now.",
        *_release(found.release),
    ]
    if found.caught:
        lines.append(f"{found.caught:,} that went badly would have been asked about.")
    for hint in found.hints:
        name = hint.domain or "in general"
        lines.append(
            f"Threshold {hint.act:.2f} {name}: {hint.above_overridden} of {hint.above} overridden "
            f"above it, {hint.below_overridden} of {hint.below} below it: {hint.words}."
        )
    lines += ["", f"{found.flipped:,} would go elsewhere."]
    rows = [
        (
            flip.request_id or flip.verdict_id,
            moment(flip.at),
            flip.name,
            f"{flip.before} to {flip.after}",
            flip.settled.value,
            flip.reasons[0].text,
        )
        for flip in found.flips[:TOLD]
    ]
    if rows:
        lines.append(table(("id", "when (UTC)", "action", "route", "people", "because"), rows))
    if found.flipped > TOLD:
        lines.append(f"These are the newest {TOLD}; --json tells more.")
    return "\n".join(lines)


def _of(count: int, found: Backtest) -> str:
    share = f" ({count / found.acting:.0%})" if found.acting else ""
    return f"{count:,} of {found.acting:,}{share}"


def _release(release: Release) -> list[str]:
    if not release.count:
        return ["Nothing would go alone that people were asked about."]
    known = (
        f"of {release.decided:,} decided, people stopped or changed {release.wrong:,}"
        if release.decided
        else "nobody decided any of them, so how many are wrong is unknown"
    )
    lines = [f"{release.count:,} would go alone that people were asked about; {known}."]
    lines.append(
        f"So between {release.low:.1%} and {release.high:.1%} of such actions are wrong "
        "(95 %, Wilson)."
    )
    for stake in release.stakes:
        sums = [
            f"{minor / 100:,.2f} {stake.currency}"
            for minor in (
                stake.at_stake_minor,
                stake.wrong_minor,
                stake.expected_minor,
                stake.low_minor,
                stake.high_minor,
            )
        ]
        lines.append(
            f"At stake {sums[0]}, of which people stopped or changed {sums[1]}; expected loss "
            f"{sums[2]}, between {sums[3]} and {sums[4]}."
        )
    if release.unpriced:
        lines.append(f"{release.unpriced:,} of them have no price that can be read.")
    return lines
