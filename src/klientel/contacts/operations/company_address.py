"""The organisation's own address and switchboard: edited here, held by its main contact."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import PostalAddress, same
from klientel.contacts.models import Address, ContactPoint, Organization, Position, Use
from klientel.contacts.operations.main_contact import make_office
from klientel.contacts.queries import inherited_at
from klientel.contacts.resolution import SWITCHBOARD


def change_company_address(
    *,
    organization: Organization,
    address: PostalAddress,
    valid_from: date | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Set where an organisation is; with a future date the new address waits for its midnight.

    All who inherit it, and their cards, follow at once. An empty address takes it away.
    """
    with writing(by) as write:
        row = write.fresh(organization, expected)
        must(by, "change", row)
        put_company_address(write, row, address, valid_from=valid_from, expected=expected)


def move_along(*, addresses: Collection[Address], to: PostalAddress, by: Actor) -> None:
    """Let addresses that equalled a company's old one follow it to its new one.

    A subsidiary's becomes the new one; who then inherits the new one needs none of his own.
    """
    with writing(by) as write:
        for address in sorted(addresses, key=lambda each: not each.is_company):
            contact = write.fresh(address.contact)
            must(by, "change", contact)
            row = Address.objects.select_related("position").get(pk=address.pk)
            row.contact = contact
            if not row.is_company and same(inherited_at(row.position), to):
                write.remove(row)
            else:
                write.change(row, **asdict(to))


def put_company_address(
    write: Write,
    organization: Organization,
    address: PostalAddress,
    *,
    valid_from: date | None = None,
    expected: int | None = None,
) -> None:
    """Change the marked address, or make it, and the office that holds it where there is none.

    With a future date it waits. One that others made since `expected` is no silent loss: a clash.
    """
    if valid_from is not None and valid_from > timezone.localdate(write.by.at):
        _announce(write, organization, address, valid_from, expected)
        return
    marked = _marked(organization)
    if marked is None:
        if address:
            write.add(_company_address(holder(write, organization), organization, address))
        return
    marked.contact = write.fresh(marked.contact, expected)
    if not address:
        write.remove(marked)
    elif not write.met(marked, **asdict(address)):
        write.change(marked, **asdict(address))


def put_switchboard(
    write: Write, organization: Organization, number: str, *, expected: int | None = None
) -> None:
    """Change, make or (empty) remove the number of the switchboard."""
    line = _line(organization)
    if line is not None:
        line.contact = write.fresh(line.contact, expected)
        if not number:
            write.remove(line)
        elif not write.met(line, value=number):
            write.change(line, value=number)
    elif number:
        at = holder(write, organization)
        use = Use.PRIVATE if organization.is_household else Use.BUSINESS
        write.add(
            ContactPoint(
                contact=at.contact,
                position=at,
                sort="phone",
                label=SWITCHBOARD,
                value=number,
                use=use,
            )
        )


def holder(write: Write, organization: Organization) -> Position:
    """Return the main position, an office made for it where there is none."""
    if organization.main_position_id:
        return Position.objects.select_related("contact").get(pk=organization.main_position_id)
    position = make_office(write, organization)
    write.change(organization, main_position=position)
    return position


def _company_address(at: Position, organization: Organization, address: PostalAddress) -> Address:
    use = Use.PRIVATE if organization.is_household else Use.BUSINESS
    return Address(
        contact=at.contact,
        position=at,
        is_company=True,
        use=use,
        preferred=True,
        **asdict(address),
    )


def _announce(
    write: Write,
    organization: Organization,
    address: PostalAddress,
    valid_from: date,
    expected: int | None,
) -> None:
    at = holder(write, organization)
    announced = Address.objects.filter(
        position=at, is_company=True, pending_from__isnull=False, retired_on=None
    ).select_related("contact")
    for earlier in announced:
        earlier.contact = write.fresh(earlier.contact, expected)
        if address and write.met(earlier, **asdict(address), pending_from=valid_from):
            return
        write.remove(earlier)
    if address:
        new = _company_address(at, organization, address)
        new.pending_from = valid_from
        write.add(new)


def _marked(organization: Organization) -> Address | None:
    return (
        Address.objects.filter(
            position=organization.main_position_id,
            is_company=True,
            retired_on=None,
            pending_from=None,
        )
        .select_related("contact")
        .first()
        if organization.main_position_id
        else None
    )


def _line(organization: Organization) -> ContactPoint | None:
    if not organization.main_position_id:
        return None
    lines = ContactPoint.objects.filter(
        position=organization.main_position_id, sort="phone", label=SWITCHBOARD, retired_on=None
    )
    return lines.select_related("contact").order_by("-preferred", "pk").first()
