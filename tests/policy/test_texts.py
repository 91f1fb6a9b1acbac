"""test_texts: which of the texts may hold a value, and where it stands in them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.origin import Source
from policy import folding
from policy.texts import Shelf, Text, Texts

SAID = ["Pay Anna Berger", "", "write to anna@example.com, Größe 3", "again: anna berger, please"]


# Escapes, spaces, letters that fold to several, marks, hidden signs, look-alikes.
ODD = (
    '\\n \\" \\/ \t\u00a0 \u2003 \x00\x1c\x85 ß ẞ ﬁ İ ŉ Ⅻ µ ½ é e\u0301 th\u200bief '
    "p\u0430y €18 \uff21 Ω 中 x_y A-b 18.50 anna"
)
ANYTHING = st.text(max_size=20) | st.lists(st.sampled_from(ODD.split(" ")), max_size=8).map(
    " ".join
)
TALKS = st.lists(ANYTHING | st.text(st.characters(max_codepoint=127)), min_size=1, max_size=5)


def shelf_of(*said: str) -> Shelf:
    texts = Texts(Text(Source.REQUESTER, f"m-{at}", text) for at, text in enumerate(said))
    return texts.of(Source.REQUESTER)


@pytest.mark.parametrize(
    ("plain", "numbers"),
    [
        ("annaberger", [0, 3]),
        ("annaexamplecom", [2]),
        ("bergerwrite", []),
        ("grsse3", [2]),
        ("", [0, 1, 2, 3]),
    ],
)
def test_a_value_may_stand_where_its_plain_letters_do(plain: str, numbers: list[int]) -> None:
    assert shelf_of(*SAID).may_hold([plain]) == numbers


def test_one_of_several_forms_is_enough_and_each_text_is_named_once() -> None:
    assert shelf_of(*SAID).may_hold(["berger", "anna", "pay"]) == [0, 2, 3]
    assert shelf_of().may_hold([""]) == []


@pytest.mark.parametrize(
    ("needle", "place"),
    [
        (" anna berger ", (0, 4)),
        (" berger ", (0, 9)),
        (" berger please ", (3, 11)),
        (" grosse ", (2, 26)),
        (" erger ", None),
        (" berger write ", None),
    ],
)
def test_words_are_placed_in_the_first_text_that_says_them(
    needle: str, place: tuple[int, int] | None
) -> None:
    shelf = shelf_of(*SAID)
    assert shelf.place_of(needle) == place
    if place is not None:
        assert shelf.words(place[0]).startswith(needle, place[1])


def test_a_text_that_is_said_later_is_searched_too() -> None:
    texts = Texts([Text(Source.UNTRUSTED, "m-0", "mail thief@evil.example")])
    shelf = texts.of(Source.UNTRUSTED)
    assert shelf.may_hold(["anna"]) == []
    assert (shelf.squeezes("anna"), shelf.veils(" anna ")) == (None, None)
    texts.add(Text(Source.UNTRUSTED, "m-1", "A-n-n-a"))
    assert (shelf.may_hold(["anna"]), shelf.squeezes("anna")) == ([1], 1)
    assert (shelf.veils(" anna "), shelf.place_of(" anna ")) == (None, None)
    texts.add(Text(Source.UNTRUSTED, "m-2", "it is %41nna, or Anna"))
    assert (shelf.veils(" anna "), shelf.place_of(" anna ")) == (2, (2, 15))
    assert [text.message_id for text in texts.all()] == ["m-0", "m-1", "m-2"]


@settings(max_examples=400, deadline=None)
@given(TALKS, st.data())
def test_no_text_that_holds_a_value_is_passed_over(said: list[str], data: st.DataObject) -> None:
    shelf, number = shelf_of(*said), data.draw(st.integers(0, len(said) - 1))
    value = data.draw(parts_of(shelf.soft(number)))
    assert number in shelf.may_hold([folding.plain(value)])


@settings(max_examples=400, deadline=None)
@given(TALKS, st.data())
def test_no_text_that_says_some_words_is_passed_over(said: list[str], data: st.DataObject) -> None:
    shelf, number = shelf_of(*said), data.draw(st.integers(0, len(said) - 1))
    words = data.draw(parts_of(shelf.words(number).split()))
    place = shelf.place_of(f" {' '.join(words)} ")
    if words:
        assert place is not None
        assert place[0] <= number


def parts_of(whole: Any) -> st.SearchStrategy[Any]:
    """Any part of a text or of a list, from somewhere to somewhere."""
    ends = st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))
    return ends.map(lambda pair: whole[min(pair) : max(pair)])
