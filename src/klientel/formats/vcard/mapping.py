"""A card to plain facts, with the habits of Apple, Google and Outlook understood."""

from collections.abc import Iterable

from klientel.formats.dates import Day, PartialDate, read_vcard_date
from klientel.formats.vcard.cards import Card, Property
from klientel.formats.vcard.facts import AddressFacts, CardFacts, Kind, PointFacts
from klientel.formats.vcard.labels import NAMES, label_of, plain_label, use_of
from klientel.formats.vcard.values import components, items, unescaped

ANNIVERSARIES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-WAB-WEDDING_ANNIVERSARY")
_GENDERS = {"1": "F", "2": "M", "MALE": "M", "FEMALE": "F"}


def facts(card: Card) -> CardFacts:
    """Return what a card says. What it does not say is empty."""
    by_name: dict[str, Property] = {}
    for each in card.properties:
        by_name.setdefault(each.name, each)
    labels = labels_by_group(card)
    name = [_list_text(part) for part in components(_raw(by_name, "N"))]
    family, given, additional, prefix, suffix = [*name, "", "", "", "", ""][:5]
    return CardFacts(
        uid=_text(by_name, "UID"),
        fn=_text(by_name, "FN"),
        family=family,
        given=given,
        additional=additional,
        prefix=prefix,
        suffix=suffix,
        nickname=_text(by_name, "NICKNAME"),
        phonetic_family=_text(by_name, "X-PHONETIC-LAST-NAME"),
        phonetic_given=_text(by_name, "X-PHONETIC-FIRST-NAME"),
        org=_org(_raw(by_name, "ORG")),
        title=_text(by_name, "TITLE"),
        role=_text(by_name, "ROLE"),
        birthday=_day(by_name, "BDAY"),
        anniversary=_day(by_name, *ANNIVERSARIES) or _labelled_day(card, labels),
        note=_text(by_name, "NOTE"),
        categories=_categories(card),
        kind=_kind(by_name),
        gender=_gender(by_name),
        language=_text(by_name, "LANG"),
        points=tuple(point for _, point in points_of(card, labels)),
        addresses=tuple(address_of(each, labels) for each in addresses_of(card)),
        rev=_text(by_name, "REV"),
        has_photo="PHOTO" in by_name,
    )


def labels_by_group(card: Card) -> dict[str, str]:
    """Return Apple's labels: item1 → the text of item1.X-ABLabel."""
    return {
        each.group.lower(): each.text.strip()
        for each in card.properties
        if each.name == "X-ABLABEL" and each.group
    }


def points_of(card: Card, labels: dict[str, str]) -> Iterable[tuple[Property, PointFacts]]:
    """Yield each phone number, e-mail address, link and messenger that has a value."""
    for each in card.properties:
        kind = NAMES.get(each.name)
        if kind and each.value.strip():
            written = labels.get(each.group.lower(), "") if each.group else ""
            label, use = label_of(each, kind, written)
            value = _point_value(each, kind)
            yield each, PointFacts(kind, value, label, use, _preferred(each))


def _point_value(each: Property, kind: str) -> str:
    text = each.text.strip()
    if kind == "phone" and text[:4].lower() == "tel:":
        return text[4:].replace(";ext=", " x")
    if kind == "email" and text[:7].lower() == "mailto:":
        return text[7:]
    return text


def _preferred(each: Property) -> bool:
    return "PREF" in each.types or each.param("PREF") == "1"


def addresses_of(card: Card) -> Iterable[Property]:
    """Yield each ADR that says anything."""
    return (each for each in card.properties if each.name == "ADR" and each.value.strip("; "))


def address_of(each: Property, labels: dict[str, str]) -> AddressFacts:
    parts = [_list_text(part) for part in components(each.value)]
    po_box, extra, street, town, region, postcode, country = [*parts, *[""] * 7][:7]
    written = plain_label(labels.get(each.group.lower(), "")) if each.group else ""
    return AddressFacts(
        street=street,
        postcode=postcode,
        town=town,
        region=region,
        country=country,
        po_box=po_box,
        extra=extra,
        use=use_of(each.types),
        label="" if written.lower() in {"work", "home", "other"} else written,
        preferred=_preferred(each),
    )


def _raw(by_name: dict[str, Property], *names: str) -> str:
    for name in names:
        found = by_name.get(name)
        if found is not None:
            return found.value
    return ""


def _text(by_name: dict[str, Property], *names: str) -> str:
    return unescaped(_raw(by_name, *names)).strip()


def _list_text(raw: str) -> str:
    """Return a component in one text: its list joined as a reader would write it."""
    if "," not in raw:
        return unescaped(raw).strip()
    return ", ".join(part for part in (item.strip() for item in items(raw)) if part)


def _org(raw: str) -> tuple[str, ...]:
    units = [unescaped(part).strip() for part in components(raw)]
    while units and not units[-1]:
        units.pop()
    return tuple(units)


def _categories(card: Card) -> tuple[str, ...]:
    found = (item.strip() for each in card.every("CATEGORIES") for item in items(each.value))
    return tuple(dict.fromkeys(item for item in found if item))


def _day(by_name: dict[str, Property], *names: str) -> Day | str | None:
    found = next((by_name[name] for name in names if name in by_name), None)
    return _read_day(found) if found else None


def _read_day(each: Property) -> Day | str | None:
    text = each.text.strip()
    day = read_vcard_date(text)
    if day is None:
        return text or None
    omitted = each.param("X-APPLE-OMIT-YEAR")
    if omitted and omitted == str(day.year):
        return PartialDate(0, day.month, day.day)
    return day


def _labelled_day(card: Card, labels: dict[str, str]) -> Day | str | None:
    for each in card.every("X-ABDATE"):
        if plain_label(labels.get(each.group.lower(), "")).lower() == "anniversary":
            return _read_day(each)
    return None


def _kind(by_name: dict[str, Property]) -> Kind:
    word = _text(by_name, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
    if _text(by_name, "X-ABSHOWAS").upper() == "COMPANY" or word in {"org", "organization"}:
        return "org"
    return "group" if word == "group" else "individual"


def _gender(by_name: dict[str, Property]) -> str:
    word = _text(by_name, "GENDER", "X-GENDER", "X-WAB-GENDER").partition(";")[0].strip().upper()
    return _GENDERS.get(word, word)
