"""trying: what a text would have done with recorded actions: who is asked, and what it costs."""

import streamlit as st

from domain.law import Backtest, Release
from ui.parts.bars import Bar, bars
from ui.parts.flips import flips
from ui.parts.reasons import reasons
from ui.parts.words import money, visible

USUAL = (0.05, 0.20)


def trying(found: Backtest) -> None:
    """The whole of a backtest."""
    st.markdown(f"**What it would have done with the last {found.replayed:,} actions**")
    if not found.acting:
        st.caption("No action was recorded that could be tried.")
        return
    bars("law shares", [_asked("Waited for people", found.asked_before, found), *_now(found)])
    st.caption(_counts(found))
    if found.unknown:
        reasons("law unknown", "Nobody has written down", [visible(each) for each in found.unknown])
    told = [
        f"{hint.domain or 'In general'}, {hint.act:.2f}: {hint.words} "
        f"({hint.above_overridden} of {hint.above} overridden above, "
        f"{hint.below_overridden} of {hint.below} below)"
        for hint in found.hints
    ]
    if found.flips:
        st.markdown(f"**{found.flipped:,} would go elsewhere**")
        with st.container(border=True):
            flips("law flips", found.flips)
    else:
        st.caption("No action would go elsewhere.")
    if told:
        reasons("law hints", "The thresholds, by what people overrode", told)


def _asked(label: str, count: int, found: Backtest) -> Bar:
    share = count / found.acting
    words = f"{count:,} of {found.acting:,} ({share:.0%}); 5 to 20 % is usual"
    return Bar(label, words, share, wanted=USUAL)


def _now(found: Backtest) -> list[Bar]:
    shown = [_asked("Would wait for people", found.asked_after, found)]
    if found.release.count:
        shown.append(_wrong(found.release))
    return shown


def _wrong(release: Release) -> Bar:
    """How many of those that would go alone are wrong, as far as can be known."""
    label = f"Wrong among the {release.count:,} that would go alone"
    if release.share is None:
        words = "Unknown: nobody has decided any of them."
    else:
        words = (
            f"{release.wrong:,} of {release.decided:,} decided were stopped or changed: "
            f"{release.low:.1%} to {release.high:.1%} with 95 % certainty"
        )
    losses = [
        f"expected loss {money(stake.expected_minor, stake.currency)}, between "
        f"{money(stake.low_minor, stake.currency)} and {money(stake.high_minor, stake.currency)}, "
        f"of {money(stake.at_stake_minor, stake.currency)} at stake"
        for stake in release.stakes
    ]
    return Bar(
        label, "; ".join([words, *losses]), release.share, release.low, release.high, mood="poor"
    )


def _counts(found: Backtest) -> str:
    told = [
        f"{found.saved:,} reviews saved, {found.added:,} added",
        f"signatures {found.signatures_before:,} then, {found.signatures_after:,} now",
        f"looked at afterwards {found.rechecked_before:,} then, {found.rechecked_after:,} now",
    ]
    if found.caught:
        told.append(f"{found.caught:,} that went badly would have been asked about")
    if found.left_out:
        told.append(f"{found.left_out:,} cannot be tried, their facts were not kept")
    return "; ".join(told) + "."
