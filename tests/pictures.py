"""Pictures for tests, drawn when asked for."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def drawn(
    size: tuple[int, int] = (640, 480), *, colour: str = "#7a5c3d", form: str = "PNG", **said: Any
) -> bytes:
    """Return a picture with a circle in its middle."""
    image = Image.new("RGB", size, "#e8e2d8")
    side = min(size) // 2
    middle = size[0] // 2, size[1] // 2
    corners = [middle[0] - side, middle[1] - side, middle[0] + side, middle[1] + side]
    ImageDraw.Draw(image).ellipse(corners, fill=colour)
    out = BytesIO()
    image.save(out, form, **said)
    return out.getvalue()


def upload(name: str = "bild.png", data: bytes | None = None, **said: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn(**said) if data is None else data)
