"""context: the rooms a node may enter, and the lease it writes under."""

from dataclasses import dataclass

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from desk.inbox import Inbox
from domain.clock import Clock
from domain.ids import Ids
from policy.rules import Law
from storage.unit import Storage
from tools.catalogue import Catalogue
from tools.intent import Lease
from tools.journal import Journal


@dataclass(frozen=True)
class Rooms:
    """Everything a turn needs, wired once when the house opens."""

    storage: Storage
    clock: Clock
    ids: Ids
    law: Law
    catalogue: Catalogue
    journal: Journal
    inbox: Inbox
    model: Runnable[LanguageModelInput, AIMessage]


@dataclass(frozen=True)
class Context:
    """One advance of one thread."""

    rooms: Rooms
    lease: Lease
