"""Photos, logos and files of the shown records, drawn and written here: nobody real is in them."""

from collections.abc import Iterator
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from klientel.changes.actors import Actor
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.files import NewFile, attach_files, change_photo
from klientel.files.storing import stored, stored_logo, stored_photo

_SEED = 11
_PHOTOS = 9
_LOGOS = 3
_EDGE = 256
_SKIN = ("#f1c9a5", "#e0ac7e", "#c68a5c", "#8d5a3b", "#f4d7bf")
_HAIR = ("#3b2a20", "#6b4a2f", "#a9764a", "#c9c3bb", "#20201f", "#d8b46a")
_CLOTHES = ("#2f5d6b", "#7a3b3b", "#44557a", "#5b6b3a", "#3c3c46", "#8a6a2f")
_GROUND = ("#dfe8e6", "#efe6da", "#e4e3ee", "#e9ead9", "#f0dfdc")
_PRICES = "Artikel;Menge;Preis\nStütze 30/30;12;184,00\nUnterzug 40/60;4;512,50\n"
_NOTES = "Baustellenbegehung Musterkai\n\nKran steht ab Montag.\nAnlieferung über Tor 2.\n"


def add_shown_files(*, by: Actor) -> None:
    """Give the shown people photos, the shown firms logos, and two of them files."""
    rng = Random(_SEED)  # noqa: S311 -- chance, no secret
    people = list(Contact.objects.filter(sort="person").order_by("pk")[:_PHOTOS])
    firms = list(Organization.objects.order_by("pk")[:_LOGOS])
    for person in people:
        face = _png(_portrait(rng, is_woman=person.salutation == "female"))
        change_photo(record=person, photo=stored_photo(face, at=by.at), by=by)
    for firm in firms:
        change_photo(record=firm, photo=stored_logo(_png(_logo(rng)), at=by.at), by=by)
    for record in (people[0], firms[-1]):
        attach_files(record=record, files=list(_files(rng, by)), by=by)


def _files(rng: Random, by: Actor) -> Iterator[NewFile]:
    for name, content, note in (
        ("Begehung Musterkai.txt", ContentFile(_NOTES.encode()), ""),
        ("Preisliste Fertigteile.csv", ContentFile(_PRICES.encode()), "gilt bis Jahresende"),
        ("Rahmenvertrag.pdf", ContentFile(_pdf("Rahmenvertrag (Muster)")), "unterschrieben"),
        ("Lageplan.png", _png(_plan(rng)), ""),
    ):
        yield NewFile(stored(content, name=name, at=by.at), name, note)


def _png(image: Image.Image) -> "ContentFile[bytes]":
    out = BytesIO()
    image.save(out, "PNG")
    return ContentFile(out.getvalue())


def _portrait(rng: Random, *, is_woman: bool) -> Image.Image:
    image = Image.new("RGB", (_EDGE, _EDGE), rng.choice(_GROUND))
    draw = ImageDraw.Draw(image)
    skin, hair = rng.choice(_SKIN), rng.choice(_HAIR)
    if is_woman:
        draw.rounded_rectangle((66, 48, 190, 196), 60, fill=hair)
    draw.ellipse((28, 186, 228, 340), fill=rng.choice(_CLOTHES))
    draw.rounded_rectangle((108, 150, 148, 206), 18, fill=skin)
    draw.ellipse((80, 62, 176, 178), fill=skin)
    draw.pieslice((74, 46, 182, 158), 180, 360, fill=hair)
    draw.ellipse((104, 112, 113, 121), fill="#2b2724")
    draw.ellipse((143, 112, 152, 121), fill="#2b2724")
    draw.arc((108, 126, 148, 156), 20, 160, fill="#8c4a43", width=4)
    return image


def _logo(rng: Random) -> Image.Image:
    image = Image.new("RGBA", (_EDGE, _EDGE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    colour = rng.choice(_CLOTHES)
    steps = rng.randint(2, 4)
    for step in range(steps):
        left = 28 + step * (200 // steps)
        draw.rectangle((left, 200 - step * 44, left + 160 // steps, 224), fill=colour)
    draw.line((28, 232, 228, 232), fill=colour, width=10)
    return image


def _plan(rng: Random) -> Image.Image:
    image = Image.new("RGB", (640, 420), "#f3f1ea")
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 300), (640, 250), (640, 420), (0, 420)], fill="#c9dde3")
    for number in range(9):
        left, top = 40 + number % 5 * 116, 40 + number // 5 * 104
        wide, high = left + rng.randint(50, 90), top + rng.randint(40, 80)
        draw.rectangle((left, top, wide, high), outline="#6f6a60", fill="#e2dccd", width=2)
    return image


def _pdf(text: str) -> bytes:
    """Return the smallest PDF of one page that says a line."""
    said = text.replace("(", "\\(").replace(")", "\\)")
    drawn = f"BT /F1 24 Tf 72 720 Td ({said}) Tj ET"
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {fonts} >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode()
