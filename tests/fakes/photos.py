"""photos: pictures as phones send them, and files that only say that they are pictures."""

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS_TAG, ORIENTATION_TAG, LYING = 0x8825, 0x0112, 6


def photo(width: int = 80, height: int = 60, kind: str = "JPEG", colour: str = "red") -> bytes:
    """A picture of one colour."""
    content = BytesIO()
    Image.new("RGB", (width, height), colour).save(content, kind)
    return content.getvalue()


def photo_with_place(width: int = 80, height: int = 60) -> bytes:
    """A JPEG that was taken lying, and tells where."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = LYING
    exif.get_ifd(GPS_TAG)[2] = (48.0, 8.0, 15.0)
    content = BytesIO()
    Image.new("RGB", (width, height), "green").save(content, "JPEG", exif=exif)
    return content.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A few kilobytes of PNG that unpack to `side` times `side` pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * 2000), 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
