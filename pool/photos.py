"""photos: what a stranger's device sends, made harmless: sniffed, bounded and drawn anew.

The bytes that came in are never kept: what is kept was encoded here, without the place, owner and
other data that a phone writes into its pictures.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from domain.errors import Invalid
from domain.task import Photo
from storage.blobs import Blobs

BYTES_LIMIT = 20_000_000
PIXELS_LIMIT = 60_000_000
LONGEST_SIDE = 2048
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def kept(blobs: Blobs, content: bytes) -> Photo:
    """A photo as it came, redrawn and kept; raises as `redrawn`, Unavailable `blob_not_kept`."""
    drawn, width, height = redrawn(content)
    return Photo(digest=blobs.keep(drawn), width=width, height=height)


def redrawn(content: bytes) -> tuple[bytes, int, int]:
    """A photo as JPEG with its width and height in pixels, at most 2,048 on its longer side.

    Raises Invalid `photo_empty`, `photo_too_large`, `photo_unreadable`.
    """
    if not content:
        raise Invalid("photo_empty", "The photo is empty; take it again.")
    if len(content) > BYTES_LIMIT:
        raise Invalid(
            "photo_too_large",
            f"A photo has at most {BYTES_LIMIT // 1_000_000} MB; this one has "
            f"{len(content) / 1_000_000:.0f}. Send a smaller one.",
        )
    register_heif_opener()
    try:
        with warnings.catch_warnings(action="ignore"), _opened(content) as image:
            return _encoded(image)
    except Invalid:
        raise
    except Exception as error:  # a decoder given nonsense may fail in any way
        raise _unreadable() from error


def _opened(content: bytes) -> Image.Image:
    """The image, its size known and bounded before a single pixel is unpacked."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    if image.width * image.height > PIXELS_LIMIT:
        raise _too_many_pixels()
    return image


def _encoded(image: Image.Image) -> tuple[bytes, int, int]:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    flat = _on_white(upright)
    drawn = BytesIO()
    flat.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue(), flat.width, flat.height


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent turns white, not black; and nothing but the pixels is taken along."""
    seen = image.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat


def _too_many_pixels() -> Invalid:
    return Invalid(
        "photo_too_large",
        f"A photo has at most {PIXELS_LIMIT // 1_000_000} million pixels; send a smaller one.",
    )


def _unreadable() -> Invalid:
    return Invalid(
        "photo_unreadable",
        "This file is no photo that can be read, or it is broken. Send a JPEG, PNG, WebP or HEIC.",
    )
