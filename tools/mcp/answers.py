"""answers: what a server answered, as text of bounded length. What is no text is only mentioned."""

import json
from typing import Any

from mcp import types

CHARACTERS = 100_000


def text_of(answer: types.CallToolResult) -> str:
    """All that an answer says, in its order; its structure where it says nothing in words."""
    told = [_told(block) for block in answer.content]
    if answer.structuredContent is not None and not any(told):
        told = [json.dumps(answer.structuredContent, ensure_ascii=False)]
    return _bounded("\n".join(each for each in told if each))


def _told(block: types.ContentBlock) -> str:
    match block:
        case types.TextContent():
            return _bounded(block.text)
        case types.ImageContent() | types.AudioContent():
            return f"[{block.mimeType}, {_size(block.data)}, not shown]"
        case types.ResourceLink():
            return f"[{_bounded(block.title or block.name)}: {block.uri}]"
        case types.EmbeddedResource():
            return _resource(block.resource)


def _resource(resource: types.TextResourceContents | types.BlobResourceContents) -> str:
    if isinstance(resource, types.TextResourceContents):
        return f"[{resource.uri}]\n{_bounded(resource.text)}"
    return f"[{resource.uri}, {resource.mimeType or 'bytes'}, {_size(resource.blob)}, not shown]"


def _size(encoded: str) -> str:
    return f"{len(encoded) * 3 // 4:,} bytes"


def _bounded(text: Any) -> str:
    said = str(text)
    if len(said) <= CHARACTERS:
        return said
    return f"{said[:CHARACTERS]}… ({len(said):,} characters in all)"
