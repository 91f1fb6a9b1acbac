"""pictures: the practice planner cannot see. It leaves them out, and says so where it answers."""

from collections.abc import Sequence

from langchain_core.messages import BaseMessage, HumanMessage

from nodes.picturing import UNSEEN

BLIND = "I cannot see pictures; I went by your words alone."


def without_pictures(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """The messages as if no picture had come with them."""
    return [
        message.model_copy(update={"content": _bare(message)}) if _brings(message) else message
        for message in messages
    ]


def unseen(messages: Sequence[BaseMessage]) -> str:
    """What to say of a picture that came with the last words of a person; else nothing."""
    said = [message for message in messages if isinstance(message, HumanMessage)]
    return f"\n\n{BLIND}" if said and _brings(said[-1]) else ""


def _brings(message: BaseMessage) -> bool:
    return isinstance(message, HumanMessage) and str(message.content).endswith(UNSEEN)


def _bare(message: BaseMessage) -> str:
    return str(message.content).removesuffix(UNSEEN).rstrip()
