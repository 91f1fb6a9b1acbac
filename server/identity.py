"""identity: the person whom the door has let in, for handlers. Without a door there is nobody."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from domain.people import Person


async def _signed_in(connection: HTTPConnection) -> Person:
    """Awaited only so that it needs no thread of its own to look at what is there."""
    person = connection.scope["person"]
    assert isinstance(person, Person)
    return person


SignedIn = Annotated[Person, Depends(_signed_in)]
