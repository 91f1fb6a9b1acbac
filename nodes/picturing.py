"""picturing: what a person wrote, with the pictures that came along, as the model may take it.

A model that cannot see is told that there was something to see, so that it does not guess.
"""

import base64
from collections.abc import Callable
from typing import Any

from langchain_core.messages import HumanMessage

from domain.errors import Missing
from domain.thread import Message, Speaker
from storage.blobs import Blobs

PICTURES_SHOWN = 4
UNSEEN = "(A picture came with this. You cannot see it: say so, and go by the words.)"
Shown = Callable[[Message], HumanMessage]


def showing(messages: list[Message], blobs: Blobs, sees: bool) -> Shown:
    """How to put what a person wrote; of many pictures the newest are shown."""
    brought = [digest for each in messages if _is_said(each) for digest in each.photos]
    shown = set(brought[-PICTURES_SHOWN:]) if sees else set()

    def put(message: Message) -> HumanMessage:
        blocks = [_block(blobs, digest) for digest in message.photos if digest in shown]
        seen = [block for block in blocks if block is not None]
        missed = len(message.photos) > len(seen)
        text = f"{message.text}\n\n{UNSEEN}".strip() if missed else message.text
        if not seen:
            return HumanMessage(text, id=message.id)
        words = [{"type": "text", "text": text}] if text else []
        return HumanMessage(content=[*words, *seen], id=message.id)

    return put


def _is_said(message: Message) -> bool:
    return message.speaker is Speaker.USER


def _block(blobs: Blobs, digest: str) -> dict[str, Any] | None:
    try:
        content = blobs.read(digest)
    except Missing:
        return None
    encoded = base64.b64encode(content).decode()
    return {"type": "image", "base64": encoded, "mime_type": "image/jpeg"}
