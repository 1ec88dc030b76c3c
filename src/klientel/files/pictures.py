"""Pictures, read with suspicion and written anew: nothing of the original's bytes survives.

Pillow comes in with the first picture: a server that draws none starts sooner and smaller.
"""

from dataclasses import dataclass
from typing import IO, Final

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
PHOTO_EDGE: Final = 512


class NoPicture(Exception):
    """The content is no picture that can be read whole."""


class TooManyPixels(Exception):
    """The picture is larger than memory is given for."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that we wrote, and how large the original is as it stands upright."""

    data: bytes
    width: int
    height: int


def thumbnail(stream: IO[bytes], *, edge: int, pixels: int) -> Drawn:
    """Return the picture as WebP, no side longer than `edge`."""
    from klientel.files import drawing

    return drawing.thumbnail(stream, edge=edge, pixels=pixels)


def portrait(stream: IO[bytes], *, pixels: int) -> Drawn:
    """Return the square in the middle of a picture as JPEG, 512 pixels wide or as wide as it is."""
    from klientel.files import drawing

    return drawing.portrait(stream, pixels=pixels)


def emblem(stream: IO[bytes], *, pixels: int) -> Drawn:
    """Return a logo whole as WebP in a square of 512 pixels or less; around it is nothing."""
    from klientel.files import drawing

    return drawing.emblem(stream, pixels=pixels)
