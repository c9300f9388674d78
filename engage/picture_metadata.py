"""Taking out of a picture what a camera or a program hid in it: where it was taken, when, on what. Pure.

Wagtail's renditions of JPEG and PNG files carry on what is hidden in the original, so it has to go before that is kept.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

#: What belongs to how a picture looks; everything else a file says beside its picture goes.
LOOKS: Final = frozenset({"icc_profile", "transparency", "gamma", "dpi"})
FORMATS: Final = ("JPEG", "PNG", "WEBP")
SETTINGS: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 92},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
}
#: What decoders say of a file that somebody might have hidden words or places in.
HIDES: Final = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Raw profile type exif"})


def without_metadata(data: bytes) -> bytes | None:
    """Return the same picture without what is hidden in it, upright; None where nothing is, or where it moves.

    Raises:
        OSError: It is no picture of the three kinds, or broken.
    """
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if getattr(picture, "n_frames", 1) > 1 or not _hides_something(picture):
            return None
        kind = picture.format or "PNG"
        upright = ImageOps.exif_transpose(picture)
        looks: dict[Any, Any] = {name: value for name, value in picture.info.items() if name in LOOKS}
        upright.info = looks
        made = BytesIO()
        profile = {"icc_profile": looks["icc_profile"]} if "icc_profile" in looks else {}
        upright.save(made, kind, exif=b"", **SETTINGS[kind], **profile)
    return made.getvalue()


def _hides_something(picture: Image.Image) -> bool:
    texts = getattr(picture, "text", {})  # PNG alone
    return bool(picture.getexif() or HIDES & picture.info.keys() or texts)
