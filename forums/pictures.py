"""Making a picture that somebody sent anew: smaller, in one format, without anything that was hidden in it.

Pure: no ORM, no clock. Where it was taken, when and with what stays behind; so does whatever a file holds besides its
picture. How large it says it is is looked at before it is decoded.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PICTURES: Final = 4
MEGABYTES: Final = 8
MOST_BYTES: Final = MEGABYTES * 1024 * 1024
#: The longer side of what is kept.
SIDE: Final = 1600
#: A JPEG is decoded smaller at once; the others are decoded whole, so that less is let in.
MOST_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
CONTENT_TYPE: Final = "image/webp"
ACCEPTED: Final = "image/jpeg,image/png,image/webp"
QUALITY: Final = 80


class NoPicture(ValueError):
    """It is none, none of the three kinds, or broken."""


class TooManyPixels(ValueError):
    """It would take too much room once decoded."""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as it is kept."""

    data: bytes
    width: int
    height: int


def remake(sent: IO[bytes]) -> Made:
    """Return the picture made anew.

    Raises:
        NoPicture, TooManyPixels: It cannot be.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _remade(sent)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except TooManyPixels:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error) as problem:
        raise NoPicture from problem


def _remade(sent: IO[bytes]) -> Made:
    with Image.open(sent, formats=tuple(MOST_PIXELS)) as picture:
        if picture.width * picture.height > MOST_PIXELS[picture.format or "PNG"]:
            raise TooManyPixels
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((SIDE, SIDE))
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        drawn = upright.convert(mode)
        clean = Image.new(mode, drawn.size)
        clean.paste(drawn)
    data = BytesIO()
    clean.save(data, "WEBP", quality=QUALITY)
    return Made(data.getvalue(), clean.width, clean.height)
