"""gallery: photos of a proof, as the house keeps them. One that cannot be fetched says so.

A photo never changes under its digest, so each session fetches it once and keeps the last ones.
"""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError
from ui.client import Client
from ui.parts.drawn import drawn

SEEN = "photos seen"
PHOTOS_KEPT = 24
WIDEST, HIGHEST = 1400, 2048
BROKEN = "what came is no photo."


def gallery(client: Client, digests: Sequence[str], *, column: int | None = None) -> None:
    """Photos as large as their place, below each other; or beside each other, `column` pixels wide
    at the least.
    """
    with st.container() if column is None else st.grid(min_column_width=column):
        for number, digest in enumerate(digests, start=1):
            _photo(client, digest, f"Photo {number} of {len(digests)}")


def _photo(client: Client, digest: str, name: str) -> None:
    try:
        content = _fetched(client, digest)
    except CountersignError as error:
        content, why = None, error.sentence
    else:
        why = BROKEN
    if content is not None:
        st.image(content, width="stretch", alt=name)
        return
    with st.container(border=True):
        st.text(f"{name} cannot be shown: {why}")


def _fetched(client: Client, digest: str) -> bytes | None:
    """Drawn once to the size of the page; otherwise Streamlit does so at each run."""
    seen: dict[str, bytes | None] = st.session_state.setdefault(SEEN, {})
    content = seen.pop(digest) if digest in seen else drawn(client.photo(digest), WIDEST, HIGHEST)
    seen[digest] = content
    while len(seen) > PHOTOS_KEPT:
        del seen[next(iter(seen))]
    return content
