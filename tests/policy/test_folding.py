"""test_folding: what is left out for speed is nothing that a search would have found."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.folding import plain, plain_ascii, soft, soft_each, squeezed, words

ODD = ("a\\nb", '\\"', "\\/", "\t\u00a0", "\x00\x1c\x85", "ßﬁİ½", "e\u0301", "x  y", " A-b")
ASCII = st.text(st.characters(max_codepoint=127), max_size=60)
TEXTS = st.text(max_size=40) | ASCII | st.lists(st.sampled_from(ODD), max_size=6).map("".join)


@settings(max_examples=500, deadline=None)
@given(ASCII | st.just("C:\\\\name \\\\/a\\\\n"))
def test_the_plain_letters_of_ascii_are_its_words_without_spaces(text: str) -> None:
    assert plain_ascii(text) == plain(soft(text)) == squeezed(words(text))


def test_a_western_letter_folds_alike_beside_letters_that_no_table_has() -> None:
    for number in range(256):
        letter = chr(number)
        assert words(f"a{letter}b 中") == f"{words(f'a{letter}b')}中 ", hex(number)


def test_western_words_are_those_that_their_letters_come_apart_to() -> None:
    assert words("Größe CAFÉ, naïve: 18,50 €!") == " grosse cafe naive 18 50 "
    assert words("½ µg\u00adm") == words(f"{unicodedata.normalize('NFKD', '½ µ')}gm")


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_many_texts_fold_as_each_of_them_does(texts: list[str]) -> None:
    assert soft_each(texts) == [soft(text) for text in texts]
