"""test_web_text: the words a person would read, and nothing that only a machine sees."""

import pytest

from tools.web_text import MOST_CHARACTERS, shortened, words_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<b>one</b><i>two</i>", "onetwo"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("a &amp; b &lt;c&gt; &#8364; &nbsp; d", "a & b <c> € d"),
        ("a <script>alert('<p>x</p>')</script> b", "a b"),
        ("<style>p { color: red }</style>a", "a"),
        ("<template><p>x</p></template><noscript>y</noscript>a", "a"),
        ("<svg><title>x</title><text>y</text></svg>a", "a"),
        ("a<!-- hidden -->b", "ab"),
        ("<![CDATA[x]]>a<!doctype html><?php x ?>", "a"),
        ("plain", "plain"),
        ("", ""),
        ("</p></script></svg>a", "a"),
        ("a\n   b\t c", "a\nb c"),
        ("a\u200b\u202e\x00\x1b\U000e0041b", "ab"),
        ("&#0;&#xD800;&#x110000;a", "\ufffd\ufffd\ufffda"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert words_of(markup)[1] == text


def test_the_title_stands_apart_and_is_one_line() -> None:
    title, text = words_of("<head><title>Our\n prices &amp; more</title></head><body>a</body>")
    assert (title, text) == ("Our prices & more", "a")
    assert len(words_of(f"<title>{'x' * 5000}</title>")[0]) == 300


def test_a_long_text_is_cut_and_says_so_and_the_rest_is_not_read() -> None:
    assert shortened("x" * MOST_CHARACTERS) == "x" * MOST_CHARACTERS
    for text in (shortened("x" * 1_000_000), words_of("<p>x</p>" * 250_000)[1]):
        assert len(text) < MOST_CHARACTERS + 100
        assert text.endswith("(cut here, the page goes on)")
