"""web_body: the bytes and letters of an answer, counted after unpacking.

A compressed body is unpacked here and never by httpx, which unpacks a whole piece before anybody
can count it.
"""

import re
import zlib

import httpx

from domain.errors import Invalid

MOST_BYTES = 2_000_000


async def body_of(response: httpx.Response, most_bytes: int = MOST_BYTES) -> bytes:
    """The whole body, at most `most_bytes` of it unpacked; raises Invalid `page_too_large`."""
    unpack = _unpacking(response.headers.get("content-encoding", ""))
    body, packed_bytes = bytearray(), 0
    async for piece in response.aiter_raw():
        packed_bytes += len(piece)
        body += unpack(piece, most_bytes + 1 - len(body))
        if max(len(body), packed_bytes) > most_bytes:
            raise Invalid(
                "page_too_large",
                f"The page is larger than {most_bytes:,} bytes and was not read; fetch a smaller "
                "one.",
            )
    return bytes(body)


def kind_of(response: httpx.Response) -> str:
    """The media type if it is one that can be read as text; raises Invalid `page_no_text`."""
    kind: str = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind.startswith("text/") or kind in _TEXT:
        return kind
    raise Invalid(
        "page_no_text",
        f"The answer is {kind[:60] or 'of no stated type'}, not a text; fetch a page of text.",
    )


def text_of(response: httpx.Response, body: bytes) -> str:
    """The letters of a body; what cannot be read becomes a replacement character."""
    stated = _CHARSET.search(response.headers.get("content-type", ""))
    # Markup tells its own encoding near its beginning.
    found = stated.group(1) if stated else _own_charset(body[:2048])
    name = found.lower()
    return body.decode(name if name in _CHARSETS else "utf-8", "replace").removeprefix("\ufeff")


def _own_charset(head: bytes) -> str:
    found = _CHARSET.search(head.decode("latin-1")) or _ENCODING.search(head.decode("latin-1"))
    return found.group(1) if found else "utf-8"


class _Plain:
    def __call__(self, piece: bytes, most_bytes: int) -> bytes:
        return piece[:most_bytes]


class _Packed:
    def __init__(self) -> None:
        # Reads gzip and zlib alike.
        self._inflater = zlib.decompressobj(wbits=47)

    def __call__(self, piece: bytes, most_bytes: int) -> bytes:
        try:
            return self._inflater.decompress(piece, most_bytes)
        except zlib.error as error:
            raise Invalid(
                "page_broken", "The page's compression is broken; fetch another page."
            ) from error


def _unpacking(encoding: str) -> _Plain | _Packed:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Packed()
    raise Invalid(
        "page_encoding",
        f"The page is packed as {name[:40]}, which was not asked for; fetch another page.",
    )


_TEXT = frozenset({"application/json", "application/xml", "application/xhtml+xml"})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)
_ENCODING = re.compile(r"""^<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_-]{1,20})""")
# Only these: some of Python's codecs take a quadratic time over what a stranger sends.
_NAMED = (
    "utf-8 utf8 us-ascii ascii latin-1 latin1 utf-16 utf-16le utf-16be shift_jis shift-jis euc-jp "
    "iso-2022-jp gb2312 gbk gb18030 big5 euc-kr koi8-r koi8-u"
)
_CHARSETS = frozenset(
    [
        *_NAMED.split(),
        *(f"iso-8859-{part}" for part in range(1, 17) if part != 12),
        *(f"windows-{page}" for page in range(1250, 1259)),
    ]
)
