"""web_text: a page's markup reduced to the words a person would read, by the standard parser.

The parser needs quadratic time over some broken markup, so it is given a deadline: each of its
steps is short, and between two of them the clock is read.
"""

import re
import time
from html.parser import HTMLParser

from domain.errors import Invalid

MOST_CHARACTERS = 40_000
MOST_SECONDS = 3.0


def words_of(markup: str, most_seconds: float = MOST_SECONDS) -> tuple[str, str]:
    """Title and text of HTML; raises Invalid `page_unreadable` when reading takes too long."""
    reader = _Reader(time.monotonic() + most_seconds)
    try:
        reader.feed(markup)
        reader.close()
    except _EnoughError:
        pass
    except AssertionError as error:  # what the parser says of markup it never expected
        raise _unreadable() from error
    title = " ".join(tidy(" ".join(reader.title)).split())
    return title[:300], shortened("".join(reader.text))


def shortened(text: str) -> str:
    """`text` tidied and cut to what a model may be given at once; it says so when it is cut."""
    # A little more than is kept: tidying what will be cut is time for nothing.
    found = tidy(text[: 4 * MOST_CHARACTERS])
    if len(found) <= MOST_CHARACTERS:
        return found
    return f"{found[:MOST_CHARACTERS]}… (cut here, the page goes on)"


def tidy(text: str) -> str:
    """Without letters that nobody sees, and without empty space."""
    seen = _UNSEEN.sub("", text)
    lines = (" ".join(line.split()) for line in seen.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _EnoughError(Exception):
    """The text is long enough; the rest of the page is not read."""


class _Reader(HTMLParser):
    def __init__(self, until: float) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.text: list[str] = []
        self._until = until
        self._length = 0
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._step()
        if tag in _APART:
            self._inside.append(tag)
        elif tag in _BLOCKS:
            self.text.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._step()
        if tag in _BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._step()
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]
        elif tag in _BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self._step()
        if self._inside == ["title"]:
            self.title.append(data[:1000])
        elif not self._inside:
            self.text.append(data)
            self._length += len(data)
            if self._length > 4 * MOST_CHARACTERS:
                raise _EnoughError

    def handle_comment(self, data: str) -> None:
        self._step()

    def handle_decl(self, decl: str) -> None:
        self._step()

    def handle_pi(self, data: str) -> None:
        self._step()

    def unknown_decl(self, data: str) -> None:
        self._step()

    def _step(self) -> None:
        if time.monotonic() > self._until:
            raise _unreadable()


def _unreadable() -> Invalid:
    return Invalid("page_unreadable", "The page's markup is broken; fetch another page.")


_APART = frozenset({"title", "script", "style", "template", "noscript", "svg", "iframe", "object"})
_BLOCK_NAMES = (
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# Controls and letters without a shape: what a model reads, a person must be able to see.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
