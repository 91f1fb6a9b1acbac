"""Forged sessions: nothing but the very token gets past the door, whatever bytes are brought."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from server.address import address_at
from server.door import Door
from server.headers import COOKIE
from server.premises import Premises
from server.tokens import digest_of
from tests.fakes.houses import open_test_house
from tests.server.visits import PASSWORD, PORT

ANYTHING = st.binary(max_size=90) | st.text(max_size=60).map(str.encode)
NAME = COOKIE.encode()


class Wall:
    """A door with nothing behind it but somebody who notes who got in."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        self.token = premises.passwords.sign_in("lead-1", PASSWORD)
        self.entered: list[str] = []
        self.door = Door(self._inside, premises, address_at(PORT))

    def lets_in(self, path: str, *headers: tuple[bytes, bytes]) -> bool:
        """Whether anything but the door answers a request."""
        self.entered.clear()
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", f"127.0.0.1:{PORT}".encode()), *headers],
        }
        asyncio.run(self.door(scope, _nothing_more, _unheard))
        return bool(self.entered)

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.entered.append(scope["person"].id)


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wall]:
    with open_test_house(tmp_path_factory.mktemp("wall") / "home") as house:
        premises = Premises()
        premises.open(house)
        premises.passwords.change("lead-1", PASSWORD, by="test")
        yield Wall(premises)


def test_the_very_token_opens_and_every_spelling_of_an_api_token_does(wall: Wall) -> None:
    api_token = wall.premises.accounts.make_token("lead-1", 1, by="test").encode()
    assert wall.lets_in("/review", (b"cookie", NAME + b"=" + wall.token.encode()))
    assert wall.lets_in("/api/me", (b"authorization", b"bEARER  " + api_token))
    assert not wall.lets_in("/review", (b"authorization", b"Bearer " + api_token))


@given(forged=ANYTHING)
def test_no_made_up_session_gets_past_the_door(wall: Wall, forged: bytes) -> None:
    cookies = (forged, NAME + b"=" + forged, b"a=b; " + NAME + b"=" + forged + b"; x")
    for path in ("/api/me", "/review", "/"):
        assert not any(wall.lets_in(path, (b"cookie", cookie)) for cookie in cookies)
        for bearer in (forged, b"Bearer " + forged):
            assert not wall.lets_in(path, (b"authorization", bearer))


@given(place=st.integers(0, 42), sign=st.sampled_from("aZ0-_=. \"'%;,\\"))
def test_no_session_but_for_one_sign_gets_past_the_door(wall: Wall, place: int, sign: str) -> None:
    changed = wall.token[:place] + sign + wall.token[place + 1 :]
    near = {changed, wall.token[:place], wall.token[::-1], wall.token.swapcase()} - {wall.token}
    for forged in near:
        assert not wall.lets_in("/review", (b"cookie", NAME + b"=" + forged.encode()))
    for forged in (*near, wall.token):
        assert not wall.lets_in("/api/me", (b"authorization", f"Bearer {forged}".encode()))


def test_what_the_database_keeps_opens_nothing(wall: Wall) -> None:
    api_token = wall.premises.accounts.make_token("lead-1", 1, by="test")
    for secret in (wall.token, api_token):
        digest = digest_of(secret).encode()
        assert not wall.lets_in("/api/me", (b"cookie", NAME + b"=" + digest))
        assert not wall.lets_in("/api/me", (b"authorization", b"Bearer " + digest))
    assert not wall.lets_in("/api/me", (b"cookie", NAME + b"=" + api_token.encode()))


@given(person=st.sampled_from(["admin-1", "lead-1"]) | st.text(max_size=20))
def test_no_header_names_who_is_there(wall: Wall, person: str) -> None:
    claimed = (b"x-countersign-person", person.encode())
    assert not wall.lets_in("/review", claimed)
    assert not wall.lets_in("/review", (b"X-Countersign-Person", claimed[1]))


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


async def _unheard(message: Message) -> None:
    pass
