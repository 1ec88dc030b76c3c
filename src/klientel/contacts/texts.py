"""What search finds a contact or an organisation by. Pure but for the rows at hand."""

from collections.abc import Iterable, Mapping, Sequence

from klientel.contacts.holdings import Holding
from klientel.contacts.models import Address, ContactPoint, Organization
from klientel.formats import phones
from klientel.records.search import Text
from klientel.records.words import compact, folded_words, heads


def contact_text(
    holding: Holding, shown: Address | None, organizations: Mapping[int, Organization]
) -> Text:
    """Return names, current employers, places, tags, mail addresses and phone digits.

    Retired numbers and addresses, too: who calls from an old one is still found.
    """
    contact = holding.contact
    words = [
        contact.title, contact.given_name, contact.additional_names, contact.prefix,
        contact.family_name, contact.nickname, contact.label, str(contact.number or ""),
        compact(f"{contact.prefix} {contact.family_name}".strip()), compact(contact.family_name),
        *holding.tags,
    ]  # fmt: skip
    for position in holding.current:
        organization = organizations.get(position.organization_id)
        words += [organization.name if organization else "", position.title, position.department]
    words += [*_place(shown), *holding.words]
    for address in holding.addresses:
        words += _place(address) if address.retired_on is None else []
    points = sorted(holding.points, key=lambda point: point.retired_on is not None)
    named = contact.family_name or contact.given_name
    head, head2 = heads(contact.family_name, contact.given_name) if named else heads(contact.label)
    return Text(contact.pk, folded_words([*words, *_values(points)], _digits(points)), head, head2)


def organization_text(
    organization: Organization,
    address: Address | None,
    points: Iterable[ContactPoint],
    known_as: Sequence[str] = (),
) -> Text:
    """Return names, numbers, tags, place, and how its main contact is reached.

    `known_as` are its customer and supplier numbers, its tags and the texts of its own fields.
    """
    points = list(points)
    words = [
        organization.name, organization.short_name, str(organization.number or ""),
        organization.website, organization.industry, *_place(address), *_values(points),
        *known_as,
    ]  # fmt: skip
    head, head2 = heads(organization.name)[0], heads(organization.short_name)[0]
    return Text(organization.pk, folded_words(words, _digits(points)), head, head2)


def _place(address: Address | None) -> list[str]:
    return [address.street, address.postcode, address.town] if address else []


def _values(points: Iterable[ContactPoint]) -> list[str]:
    return [point.value for point in points if point.sort != "phone"]


def _digits(points: Iterable[ContactPoint]) -> list[str]:
    return [
        form
        for point in points
        if point.sort == "phone"
        for form in phones.digits_forms(point.value, "DE")
    ]
