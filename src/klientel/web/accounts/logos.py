"""A picture from outside, drawn anew: no more of the file survives than what one sees. Pure."""

from io import BytesIO

MOST_BYTES = 1024 * 1024
_MOST_PIXELS = 12_000_000
_WIDTH, _HEIGHT = 640, 240


class NoPicture(ValueError):
    """The bytes are no PNG or JPEG, or a picture too large to open."""


def small_png(data: bytes) -> bytes:
    """Return the picture as PNG, at most 640 by 240 pixels; by its content, not by its name."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise NoPicture
            drawn = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as odd:
        raise NoPicture from odd
    drawn.thumbnail((_WIDTH, _HEIGHT))
    made = BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()
