"""album: the photos and the note of a proof while it is being prepared.

Streamlit empties an uploader that was out of sight, so what it held is kept here and put beside
what comes later. Keys carry the proof's number: a rejected proof is followed by an empty page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.typing import UploadedFile

from domain.task import Task
from ui.parts.drawn import drawn

TYPES = ("jpg", "jpeg", "png", "webp", "heic", "heif")
NOTE_CHARACTERS = 2000
NOTE_HEIGHT = 96
COLUMN_PIXELS = 104
SIDE = 480
ALBUM = "album"


@dataclass(frozen=True)
class Chosen:
    """A photo as it came from the device, with a small picture of it if there can be one."""

    id: str
    name: str
    content: bytes
    small: bytes | None


def prepare(task: Task) -> None:
    """Where photos and a note are put together."""
    _choose(task)
    _show(task)
    st.text_area(
        "Note",
        key=_note_key(task),
        placeholder="What did you see? A sentence or two",
        max_chars=NOTE_CHARACTERS,
        height=NOTE_HEIGHT,
        persist_state="session",
    )


def photos(task: Task) -> list[Chosen]:
    """What is chosen so far, oldest first."""
    earlier, now = _pages(task)
    return [*earlier, *now]


def note(task: Task) -> str:
    """What is written so far."""
    return str(st.session_state.get(_note_key(task)) or "")


def key(task: Task) -> str:
    """Names the proof that is being prepared."""
    return f"{task.id} {len(task.proofs) + 1}"


def forget(task: Task) -> None:
    """Throw away what was prepared."""
    st.session_state.setdefault(ALBUM, {}).pop(key(task), None)
    st.session_state.pop(_note_key(task), None)


def _choose(task: Task) -> None:
    name = f"photos {key(task)}"
    earlier, now = _pages(task)
    if name not in st.session_state:
        earlier, now = [*earlier, *now], []
    files = st.file_uploader(
        "Take or choose photos", type=TYPES, accept_multiple_files=True, key=name
    )
    known = {photo.id: photo for photo in now}
    now = [known.get(file.file_id) or _chosen(file) for file in files]
    st.session_state[ALBUM][key(task)] = (earlier, now)


def _show(task: Task) -> None:
    earlier, _ = _pages(task)
    chosen = photos(task)
    with st.container(key=f"previews {key(task)}"):
        if not chosen:
            return
        with st.grid(min_column_width=COLUMN_PIXELS, gap="xsmall"):
            for number, photo in enumerate(chosen, start=1):
                _picture(photo, f"Photo {number} of {len(chosen)}")
        if earlier:
            count = len(earlier)
            st.button(
                f"Remove the {f'{count} photos' if count > 1 else 'photo'} added before",
                key=f"remove {key(task)}",
                icon=":material/delete:",
                on_click=_remove_earlier,
                args=(task,),
            )


def _picture(photo: Chosen, name: str) -> None:
    if photo.small is not None:
        st.image(photo.small, width="stretch", alt=name)
        return
    with st.container(border=True):
        st.text(f"No preview: {photo.name}")


def _remove_earlier(task: Task) -> None:
    _, now = _pages(task)
    st.session_state[ALBUM][key(task)] = ([], now)


def _pages(task: Task) -> tuple[Sequence[Chosen], Sequence[Chosen]]:
    """What was chosen before the uploader was out of sight, and what it holds now."""
    kept = st.session_state.setdefault(ALBUM, {}).get(key(task), ([], []))
    return kept[0], kept[1]


def _chosen(file: UploadedFile) -> Chosen:
    content = file.getvalue()
    return Chosen(file.file_id, file.name, content, drawn(content, SIDE, SIDE))


def _note_key(task: Task) -> str:
    return f"note {key(task)}"
