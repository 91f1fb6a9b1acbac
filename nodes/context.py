"""context: the rooms a node may enter, and the lease it writes under."""

from collections.abc import Callable
from dataclasses import dataclass, field

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from desk.inbox import Inbox
from domain.clock import Clock
from domain.ids import Ids
from nodes.model import Patience
from policy.rules import Law
from storage.blobs import Blobs
from storage.unit import Storage
from tools.catalogue import Catalogue
from tools.intent import Lease
from tools.journal import Journal


@dataclass(frozen=True)
class Rooms:
    """Everything a turn needs, wired once when the house opens. `sees`: the model takes pictures.

    A node calls `changed` where people should look again before its advance ends.
    """

    storage: Storage
    blobs: Blobs
    clock: Clock
    ids: Ids
    law: Law
    catalogue: Catalogue
    journal: Journal
    inbox: Inbox
    model: Runnable[LanguageModelInput, AIMessage]
    sees: bool = False
    patience: Patience = field(default_factory=Patience)
    changed: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Context:
    """One advance of one thread."""

    rooms: Rooms
    lease: Lease
