"""searches: conversations by words in their title or in what was said there, last changed first.

Only the newest threads are looked through, so that a search costs no more as the house grows old.
"""

from sqlalchemy import Select, bindparam, exists, or_, select

from domain.thread import Speaker
from storage.rows import packed
from storage.schema import MAIL, THREADS, TRANSCRIPT
from storage.unit import Row, Unit

LOOKED_THROUGH = 2000
WORDS_CHARACTERS = 200
_ESCAPE = "\\"


def found(unit: Unit, words: str, owner: str | None, limit: int) -> list[Row]:
    """The threads of `owner`, or anybody's, where `words` stand; capitals do not matter."""
    sought = words[:WORDS_CHARACTERS]
    named = {
        "words": f"%{_literal(sought)}%",
        # An answer's row is JSON; what is sought stands in it as JSON spells it.
        "answer": f'{{"text":"%{_literal(packed(sought)[1:-1])}%","calls":%',
        "looked_through": LOOKED_THROUGH,
        "limit": limit,
    }
    if owner is None:
        return unit.rows(_FOUND, **named)
    return unit.rows(_FOUND_OWNED, owner=owner, **named)


def _literal(text: str) -> str:
    """`text` for LIKE, with nothing in it that stands for something else."""
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text


def _matching(newest: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    near = newest.order_by(THREADS.c.updated_at.desc()).limit(bindparam("looked_through"))
    thread = near.subquery("thread")
    written = exists().where(
        MAIL.c.thread_id == thread.c.id, MAIL.c.text.ilike(bindparam("words"), escape=_ESCAPE)
    )
    answered = exists().where(
        TRANSCRIPT.c.thread_id == thread.c.id,
        TRANSCRIPT.c.speaker == Speaker.ASSISTANT.value,
        TRANSCRIPT.c.body.ilike(bindparam("answer"), escape=_ESCAPE),
    )
    titled = thread.c.title.ilike(bindparam("words"), escape=_ESCAPE)
    return (
        select(thread)
        .where(or_(titled, written, answered))
        .order_by(thread.c.updated_at.desc())
        .limit(bindparam("limit"))
    )


_FOUND = _matching(select(THREADS))
_FOUND_OWNED = _matching(select(THREADS).where(THREADS.c.owner == bindparam("owner")))
