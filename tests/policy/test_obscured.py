"""test_obscured: what is said in code is read, and nothing else is taken for code."""

import base64

import pytest

from policy.obscured import unveiled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (base64.b64encode(b"to the thief").decode(), "to the thief"),
        (f"ü {base64.b64encode(b'to the thief').decode()}, ü", "to the thief"),
        (base64.b64encode(b"to thieves!").decode(), ""),
        (base64.b64encode(b">>>???thiefs").decode(), ">>>???thiefs"),
        (base64.urlsafe_b64encode(b">>>???thiefs").decode(), ">>>???thiefs"),
        (f"run:{b'thieves!'.hex()}.", "thieves!"),
        ("thief [at] evil {dot} example", "thief@evil.example"),
        ("thief<AT>evil( dot )example", "thief@evil.example"),
        ("thief [attached] (dotted)", ""),
        ("half a pair \ud800", ""),
        ("an_ordinary_long_name", ""),
    ],
)
def test_what_is_said_in_code_is_read(text: str, said: str) -> None:
    assert unveiled(text) == said
