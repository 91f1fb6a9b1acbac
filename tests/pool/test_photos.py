"""test_photos: what a device sends is drawn anew, or refused in words."""

from io import BytesIO

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from domain.errors import Invalid
from pool.photos import BYTES_LIMIT, LONGEST_SIDE, redrawn
from tests.fakes.photos import GPS_TAG, bomb, photo, photo_with_place


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_that_phones_send_becomes_a_jpeg(kind: str) -> None:
    register_heif_opener()
    content, width, height = redrawn(photo(80, 60, kind))
    with Image.open(BytesIO(content)) as drawn:
        assert drawn.format == "JPEG"
        assert drawn.size == (width, height) == (80, 60)


def test_a_large_photo_is_made_smaller_in_its_proportions() -> None:
    _, width, height = redrawn(photo(4000, 1000))
    assert (width, height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_a_photo_taken_lying_stands_upright_and_forgets_where_it_was_taken() -> None:
    content, width, height = redrawn(photo_with_place(80, 60))
    assert (width, height) == (60, 80)
    with Image.open(BytesIO(content)) as drawn:
        assert not drawn.getexif()
        assert not drawn.getexif().get_ifd(GPS_TAG)


def test_what_is_transparent_turns_white() -> None:
    content = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(content, "PNG")
    with Image.open(BytesIO(redrawn(content.getvalue())[0])) as drawn:
        assert drawn.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo_empty"),
        (b"hello, I am no photo", "photo_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_unreadable"),
        (b"GIF89a" + b"\0" * 40, "photo_unreadable"),
        (photo()[:300], "photo_unreadable"),
        (photo(kind="PNG")[:60], "photo_unreadable"),
        (b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>" * 9, "photo_unreadable"),
        (bomb(), "photo_too_large"),
        (b"\xff\xd8" + b"\0" * BYTES_LIMIT, "photo_too_large"),
    ],
    ids=[
        "empty",
        "a text",
        "a drawing",
        "a gif",
        "half a jpeg",
        "half a png",
        "a script disguised",
        "a bomb",
        "too many bytes",
    ],
)
def test_what_is_no_photo_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        redrawn(content)
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
