"""drawn: a photo drawn anew at the size at which a page shows it.

Its bytes come from a stranger's device: the size is known and bounded before it is unpacked. What
cannot be read has no picture; whether it is a photo, the house says when it is sent.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
PIXELS_LIMIT = 60_000_000
QUALITY = 85


def drawn(content: bytes, width: int, height: int) -> bytes | None:
    """The photo as JPEG within `width` and `height`, upright; None if it cannot be read."""
    register_heif_opener()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(content), formats=FORMATS) as image,
        ):
            return _small(image, (width, height))
    except Exception:  # a decoder given nonsense may fail in any way
        return None


def _small(image: Image.Image, size: tuple[int, int]) -> bytes | None:
    if image.width * image.height > PIXELS_LIMIT:
        return None
    image.draft("RGB", size)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail(size)
    small = BytesIO()
    upright.convert("RGB").save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
