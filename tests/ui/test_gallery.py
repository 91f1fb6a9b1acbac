"""Pictures on a page: drawn small and harmless, kept in bounds; a browser's name in few words."""

from io import BytesIO

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from tests.fakes.photos import bomb, photo, photo_with_place
from tests.ui.fieldwork import FieldClient, held, proof
from tests.ui.staging import staged
from tests.ui.values import ROBIN
from ui.parts import gallery
from ui.parts.device import device_words
from ui.parts.drawn import PIXELS_LIMIT, drawn


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_is_drawn_within_its_bounds(kind: str) -> None:
    register_heif_opener()
    small = drawn(photo(800, 600, kind), 100, 100)
    assert small is not None
    with Image.open(BytesIO(small)) as image:
        assert (image.format, image.size) == ("JPEG", (100, 75))


def test_a_photo_taken_lying_is_drawn_upright() -> None:
    small = drawn(photo_with_place(80, 60), 200, 200)
    assert small is not None
    with Image.open(BytesIO(small)) as image:
        assert image.size == (60, 80)


@pytest.mark.parametrize("content", [b"", b"<svg/>", photo()[:200], bomb()])
def test_what_cannot_be_read_safely_is_not_drawn(content: bytes) -> None:
    assert drawn(content, 100, 100) is None


def test_too_many_pixels_are_never_unpacked() -> None:
    side = int((PIXELS_LIMIT + 10_000_000) ** 0.5)
    assert drawn(bomb(side), 100, 100) is None


def test_a_session_keeps_only_the_last_photos() -> None:
    digests = [f"p{number}" for number in range(gallery.PHOTOS_KEPT + 3)]
    client = FieldClient(held(proofs=[proof()]))
    client.pictures = dict.fromkeys(digests, photo())
    stage = staged(lambda client, me: gallery.gallery(client, digests), client, ROBIN)
    assert list(stage.session_state[gallery.SEEN]) == digests[3:]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36", "Android, Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/131.0", "Windows, Firefox"),
        ("Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1", "iPhone, Safari"),
        ("a camera on a stick", "a camera on a stick"),
        ("", "not told"),
    ],
)
def test_a_device_is_named_in_few_words(told: str, words: str) -> None:
    assert device_words(told) == words
