"""chronicle: every text that came into force, the last one first, with what each changed."""

import streamlit as st

from domain.errors import CountersignError
from domain.law import Edition, Standing
from ui.client import Client
from ui.parts.differences import differences
from ui.parts.notice import trouble
from ui.parts.rows import Row, rows
from ui.parts.words import milliseconds, now_milliseconds

OPENED = "opened edition"
SHARES = [1, 2]
SOURCES = {"shipped": "shipped", "file": "the house's file", "bill": "two admins"}


def chronicle(client: Client, standing: Standing) -> None:
    """The editions to choose from, and what the chosen one changed."""
    try:
        editions = client.law_history()
    except CountersignError as error:
        trouble(error.sentence)
        return
    if not editions:
        st.caption("No law was written down yet.")
        return
    at = _opened(editions)
    left, right = st.columns(SHARES, gap="large")
    with left:
        rows(
            "editions",
            [_row(edition, standing) for edition in editions],
            label="Versions of the law",
            open_id=str(editions[at].seq),
            now=now_milliseconds(),
            pick=_pick,
        )
    with right:
        _edition(editions, at)


def _opened(editions: list[Edition]) -> int:
    wanted = st.session_state.get(OPENED)
    found = (at for at, each in enumerate(editions) if str(each.seq) == wanted)
    return next(found, 0)


def _edition(editions: list[Edition], at: int) -> None:
    edition = editions[at]
    before = editions[at + 1] if at + 1 < len(editions) else None
    if before is None:
        st.markdown(f"**Version {edition.version}, the first that is listed**")
        st.code(edition.text, language="toml", wrap_lines=True, height=460)
        return
    st.markdown(f"**What {edition.version} changed in {before.version}**")
    differences(f"edition {edition.seq}", before.text, edition.text, "Nothing.")


def _row(edition: Edition, standing: Standing) -> Row:
    whose = SOURCES.get(edition.source, "a file")
    if edition.proposed_by:
        whose = f"{edition.proposed_by} and {edition.seconded_by}"
    return Row(
        str(edition.seq),
        f"Version {edition.version}",
        whose,
        "done" if edition.seq == standing.edition.seq else "",
        since=milliseconds(edition.enacted_at),
    )


def _pick(seq: str) -> None:
    st.session_state[OPENED] = seq
