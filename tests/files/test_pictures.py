"""S8: pictures are read with suspicion, and drawn anew."""

import time
import tracemalloc
import zlib
from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from klientel.files.pictures import NoPicture, TooManyPixels, emblem, portrait, thumbnail
from tests.pictures import drawn

PIXELS = 40_000_000


def opened(data):
    return Image.open(BytesIO(data))


def png_of(width, height, body=b""):
    """A PNG that claims a size, whatever it holds."""

    def chunk(name, data):
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + end


def test_a_portrait_is_the_square_in_the_middle():
    found = portrait(BytesIO(drawn((2000, 1000), colour="#102030")), pixels=PIXELS)

    image = opened(found.data)
    assert (image.format, image.size, found.width, found.height) == ("JPEG", (512, 512), 2000, 1000)
    near = [abs(a - b) < 12 for a, b in zip(image.getpixel((256, 256)), (16, 32, 48), strict=True)]
    assert all(near)


def test_a_small_picture_is_not_blown_up():
    assert opened(portrait(BytesIO(drawn((90, 120))), pixels=PIXELS).data).size == (90, 90)


def test_an_emblem_is_kept_whole_on_nothing():
    image = opened(emblem(BytesIO(drawn((900, 300))), pixels=PIXELS).data).convert("RGBA")

    assert image.size == (512, 512)
    assert image.getpixel((5, 5))[3] == 0
    assert image.getpixel((256, 256))[3] == 255


def test_what_a_camera_wrote_is_left_out_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera Geheim"
    exif.get_ifd(0x8825)[1] = "N"
    data = drawn((800, 400), form="JPEG", exif=exif)
    assert b"Kamera Geheim" in data

    small = thumbnail(BytesIO(data), edge=320, pixels=PIXELS)
    square = portrait(BytesIO(data), pixels=PIXELS)

    assert (small.width, small.height, opened(small.data).size) == (400, 800, (160, 320))
    for each in (small.data, square.data):
        assert b"Kamera" not in each
        assert not opened(each).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_way_of_colours_is_read(mode):
    form = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    out = BytesIO()
    Image.new(mode, (700, 600)).save(out, form)

    for draw in (portrait, emblem):
        assert opened(draw(out, pixels=PIXELS).data).size == (512, 512)


def test_a_bomb_is_refused_at_once_and_without_memory():
    bombs = [png_of(60_000, 60_000), png_of(30_001, 10), png_of(2_000_000_000, 2)]
    tracemalloc.start()
    begun = time.monotonic()

    for bomb in bombs:
        with pytest.raises(TooManyPixels):
            thumbnail(BytesIO(bomb), edge=320, pixels=PIXELS)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < 2
    assert most < 20_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        drawn()[:1500],
        drawn(form="JPEG")[:1500],
        png_of(3000, 3000),
        b"GIF89a" + bytes(30),
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(30),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
        b"II*\x00" + bytes(100),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
    ],
)
def test_what_is_no_whole_picture_of_a_known_format_is_none(data):
    with pytest.raises(NoPicture):
        thumbnail(BytesIO(data), edge=320, pixels=PIXELS)


def test_nothing_that_hides_behind_a_picture_is_carried_over():
    polyglot = drawn() + b"<script>alert(1)</script>PK\x03\x04"

    assert b"script" not in thumbnail(BytesIO(polyglot), edge=320, pixels=PIXELS).data
