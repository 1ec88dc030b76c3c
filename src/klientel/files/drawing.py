"""How pictures are drawn anew, by Pillow; see `pictures`, which brings it in when it is asked for.

One at a time in a process, so that four large ones at once do not take four times the memory.
"""

import threading
from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps

from klientel.files.pictures import FORMATS, PHOTO_EDGE, Drawn, NoPicture, TooManyPixels

_QUALITY = 85
_WHITE = (255, 255, 255)
_LONGEST_SIDE = 30_000
_one_at_a_time = threading.Lock()


def thumbnail(stream: IO[bytes], *, edge: int, pixels: int) -> Drawn:
    with _one_at_a_time:
        image, width, height = _read(stream, edge, pixels)
        return Drawn(_webp(image), width, height)


def portrait(stream: IO[bytes], *, pixels: int) -> Drawn:
    with _one_at_a_time:
        image, width, height = _read(stream, PHOTO_EDGE, pixels, whole=False)
        edge = min(PHOTO_EDGE, *image.size)
        square = ImageOps.fit(image, (edge, edge), Image.Resampling.LANCZOS)
        out = BytesIO()
        _on_white(square).save(out, "JPEG", quality=_QUALITY, optimize=True)
        return Drawn(out.getvalue(), width, height)


def emblem(stream: IO[bytes], *, pixels: int) -> Drawn:
    with _one_at_a_time:
        image, width, height = _read(stream, PHOTO_EDGE, pixels)
        edge = max(image.size)
        square = Image.new("RGBA", (edge, edge), (*_WHITE, 0))
        square.paste(image, ((edge - image.width) // 2, (edge - image.height) // 2))
        return Drawn(_webp(square), width, height)


def _read(
    stream: IO[bytes], edge: int, pixels: int, *, whole: bool = True
) -> tuple[Image.Image, int, int]:
    """Return a picture upright in RGB or RGBA, scaled so that it fits into (`whole`) or covers a
    square of `edge`; and its own width and height."""
    try:
        stream.seek(0)
        with Image.open(stream, formats=FORMATS) as opened:
            _require_size(opened.size, pixels)
            original = _upright_size(opened)
            opened.draft("RGB", (edge * 2, edge * 2))  # a JPEG is read no larger than needed
            image = _plain(opened)
            image = _scaled(image, edge, whole=whole)
            upright = _upright(image, opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels from bomb
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError) as broken:
        raise NoPicture from broken  # what Pillow raises on broken input is not one class
    return upright, *original


def _require_size(size: tuple[int, int], pixels: int) -> None:
    if size[0] * size[1] > pixels or max(size) > _LONGEST_SIDE:
        raise TooManyPixels
    if min(size) < 1:
        raise NoPicture


def _plain(opened: Image.Image) -> Image.Image:
    if opened.mode in {"RGB", "RGBA"}:
        opened.load()
        return opened
    has_alpha = opened.mode in {"LA", "PA", "La"} or "transparency" in opened.info
    return opened.convert("RGBA" if has_alpha else "RGB")


def _scaled(image: Image.Image, edge: int, *, whole: bool) -> Image.Image:
    side = max(image.size) if whole else min(image.size)
    if side <= edge:
        return image.copy()
    size = (max(1, round(each * edge / side)) for each in image.size)
    return image.resize(tuple(size), Image.Resampling.LANCZOS, reducing_gap=2.0)


_TURNS: Final = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_ORIENTATION = 0x0112
_LYING = {5, 6, 7, 8}


def _orientation(opened: Image.Image) -> int:
    found = opened.getexif().get(_ORIENTATION, 1)
    return found if isinstance(found, int) else 1


def _upright(image: Image.Image, opened: Image.Image) -> Image.Image:
    for turn in _TURNS.get(_orientation(opened), ()):
        image = image.transpose(turn)
    return image


def _upright_size(opened: Image.Image) -> tuple[int, int]:
    width, height = opened.size
    return (height, width) if _orientation(opened) in _LYING else (width, height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, _WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _webp(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
