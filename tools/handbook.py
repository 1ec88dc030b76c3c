"""The handbook's pictures, `docs/images`: each made by doing what its chapter tells.

The records are ones that every demo has. A picture keeps 128 colours, so that it stays small.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop import ROOT, Failed

IMAGES = ROOT / "docs" / "images"
LARGEST = 120_000
_COLOURS = 128
_SETTLED = 900  # milliseconds: suggestions and warnings have come
_TABLE = """Vorname;Nachname;Firma;E-Mail;Telefon;Halle
Rieke;Tamm;Deichkrone Fensterbau GmbH;tamm@deichkrone.example;0441 66969-120;4
Jan;Uphoff;Deichkrone Fensterbau GmbH;uphoff@deichkrone.example;0441 66969-121;7
Annegret;Köhler-Stein;Musterbau GmbH;annegret.koehler-stein@musterbau.example;040 66969-142;4
"""


def found(page: Any, base: str, listed: str, name: str) -> str:
    """Return the address of the record that its list finds under a name."""
    page.goto(f"{base}/{listed}/?q={name}")
    return base + str(page.locator("main table tbody a[href^='/']").first.get_attribute("href"))


def contacts(page: Any, base: str) -> None:
    page.goto(f"{base}/kontakte/")


def contact(page: Any, base: str) -> None:
    page.goto(found(page, base, "kontakte", "Köhler-Stein"))


def new_contact(page: Any, base: str) -> None:
    page.goto(f"{base}/kontakte/neu/")
    page.select_option("[name=salutation]", "female")
    page.fill("[name=given_name]", "Annegret")
    page.fill("[name=family_name]", "Köhler-Stein")
    page.fill("[name=employer]", "Musterbau")
    page.wait_for_timeout(_SETTLED)


def in_place(page: Any, base: str) -> None:
    contact(page, base)
    page.locator("[aria-label='Bearbeiten: Mobil']").first.click()
    page.wait_for_timeout(_SETTLED)


def files(page: Any, base: str) -> None:
    contact(page, base)
    page.get_by_role("heading", name="Dateien").evaluate("it => it.scrollIntoView()")
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(_SETTLED)


def changing_company(page: Any, base: str) -> None:
    page.goto(found(page, base, "kontakte", "Köhler-Stein") + "wechsel/")
    page.fill("[name=employer]", "Grünthal Anlagenbau")
    page.wait_for_timeout(_SETTLED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.fill("[name=position]", "Leiterin Beschaffung")
    page.wait_for_timeout(_SETTLED)


def organization(page: Any, base: str) -> None:
    page.goto(found(page, base, "organisationen", "Musterbau GmbH"))


def new_household(page: Any, base: str) -> None:
    page.goto(f"{base}/kontakte/haushalt/neu/")
    for number, (salutation, given) in enumerate((("female", "Wiebke"), ("male", "Arne"))):
        page.select_option(f"[name=members-{number}-salutation]", salutation)
        page.fill(f"[name=members-{number}-given_name]", given)
        page.fill(f"[name=members-{number}-family_name]", "Lindhorst")
    for name, value in (("street", "Deichweg 3"), ("postcode", "26121"), ("town", "Oldenburg")):
        page.fill(f"[name=home_{name}]", value)


def letter(page: Any, base: str) -> None:
    page.goto(found(page, base, "kontakte", "Köhler-Stein") + "anschrift/")


def searching(page: Any, base: str) -> None:
    page.goto(f"{base}/kontakte/")
    page.keyboard.press("/")
    page.keyboard.type("koehler")
    page.wait_for_timeout(_SETTLED)


def caller(page: Any, base: str) -> None:
    page.goto(f"{base}/anruf/?nummer=04066969199")


def consent(page: Any, base: str) -> None:
    page.goto(found(page, base, "kontakte", "Köhler-Stein") + "einwilligung/email/")


def own_fields(page: Any, base: str) -> None:
    page.goto(f"{base}/einstellungen/felder/")


def users(page: Any, base: str) -> None:
    page.goto(f"{base}/einstellungen/benutzer/")


def import_preview(page: Any, base: str) -> None:
    page.goto(f"{base}/import/")
    with tempfile.TemporaryDirectory(prefix="klientel-table-") as folder:
        table = Path(folder, "messe.csv")
        table.write_text(_TABLE, encoding="utf-8")
        page.set_input_files("[name=file]", table)
        page.get_by_role("button", name="Hochladen und ansehen").click()
        page.wait_for_url("**/import/*-*/")
    page.wait_for_timeout(_SETTLED)
    page.get_by_role("heading", name="Was mit jeder Zeile geschieht").evaluate(
        "it => it.scrollIntoView({block: 'center'})",
    )
    page.wait_for_timeout(_SETTLED)


PICTURES: dict[str, Callable[[Any, str], None]] = {
    "kontakte": contacts,
    "kontakt": contact,
    "kontakt-neu": new_contact,
    "angabe": in_place,
    "dateien": files,
    "wechsel": changing_company,
    "organisation": organization,
    "haushalt-neu": new_household,
    "brief": letter,
    "suche": searching,
    "anruf": caller,
    "einwilligung": consent,
    "felder": own_fields,
    "benutzer": users,
    "import": import_preview,
}


def shoot(page: Any, base: str) -> None:
    """Make every picture but the first start's, on a page in which Anna is logged in."""
    for name, lead_to in PICTURES.items():
        lead_to(page, base)
        keep(page, name)


def shoot_first_start(page: Any, base: str) -> None:
    page.goto(base)
    page.wait_for_url("**/erster-start/**")
    keep(page, "erster-start")


def keep(page: Any, name: str) -> None:
    """Write one picture in few colours."""
    from PIL import Image

    IMAGES.mkdir(parents=True, exist_ok=True)
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    with Image.open(target) as whole:
        small = whole.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise Failed(f"{target.relative_to(ROOT)} is larger than {LARGEST} bytes.")
