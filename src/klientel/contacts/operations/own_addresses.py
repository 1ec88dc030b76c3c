"""A contact's own addresses; deleting one restores inheritance."""

from dataclasses import asdict
from datetime import date

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress, own_part
from klientel.contacts.models import Address, Contact, Position, Use
from klientel.contacts.queries import inherited_at
from klientel.contacts.resolution import holds_itself


class CompanysOwn(Exception):
    """The address is the organisation's, not the person's."""


def change_own_address(
    *,
    contact: Contact,
    position: Position | None,
    address: PostalAddress,
    served: PostalAddress | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Set the business address at one position; equal to the inherited one it is not his own."""
    with writing(by) as write:
        row = write.fresh(contact, expected)
        must(by, "change", row)
        here = _position_of(row, position)
        put_business_address(write, row, here, address, served=served)


def restore_inheritance(*, contact: Contact, position: Position, by: Actor) -> None:
    """Take away the own business address at a position: the company's holds again."""
    change_own_address(contact=contact, position=position, address=NOWHERE, by=by)


def add_further_address(
    *,
    contact: Contact,
    address: PostalAddress,
    use: str,
    purpose: str = "",
    label: str = "",
    position: Position | None = None,
    by: Actor,
) -> Address:
    """Add an address beside the one that holds: for visits, invoices, deliveries."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        return write.add(
            Address(
                contact=row,
                position=_position_of(row, position),
                use=use,
                purpose=purpose,
                label=label,
                **asdict(address),
            )
        )


def change_further_address(  # noqa: PLR0913 -- one form, one call
    *,
    address: Address,
    to: PostalAddress,
    use: str,
    purpose: str = "",
    label: str = "",
    position: Position | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change an address that stands beside the one that holds; without a line it goes.

    A business one stays at its position, or hangs on the one named; a private one on none.
    """
    with writing(by) as write:
        contact = write.fresh(address.contact, expected)
        must(by, "change", contact)
        row = Address.objects.select_related("position").get(pk=address.pk, contact=contact)
        if row.is_company:
            raise CompanysOwn
        row.contact = contact
        if not to:
            write.remove(row)
            return
        at = _position_of(contact, position) or (row.position if use == row.use else None)
        values = {"use": use, "purpose": purpose, "label": label, "position": at}
        write.change(row, **asdict(to), **values)


def announce_own_address(
    *,
    contact: Contact,
    position: Position | None,
    address: PostalAddress,
    valid_from: date,
    use: str = Use.BUSINESS,
    by: Actor,
) -> Address:
    """Enter an own address ahead; at its midnight it takes the place of the one that holds.

    Another that was announced for the same place is dropped.
    """
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        here = {"position": _position_of(row, position), "use": use, "is_company": False}
        for earlier in row.addresses.filter(pending_from__isnull=False, retired_on=None, **here):
            earlier.contact = row
            write.remove(earlier)
        return write.add(
            Address(contact=row, preferred=True, pending_from=valid_from, **here, **asdict(address))
        )


def remove_address(*, address: Address, by: Actor) -> None:
    """Remove an own address; the company's own is changed at the company."""
    with writing(by) as write:
        row = write.fresh(address.contact)
        must(by, "change", row)
        if address.is_company:
            raise CompanysOwn
        address.contact = row
        write.remove(address)


def _position_of(contact: Contact, position: Position | None) -> Position | None:
    return position and contact.positions.get(pk=position.pk)


def put_business_address(
    write: Write,
    contact: Contact,
    position: Position | None,
    address: PostalAddress,
    *,
    served: PostalAddress | None = None,
) -> None:
    own = own_part(address, inherited_at(position), served)
    _put(write, contact, position, Use.BUSINESS, own)


def put_private_address(write: Write, contact: Contact, address: PostalAddress) -> None:
    """Set the person's own private address; what the household has is no own one."""
    home = contact.positions.filter(is_current=True, organization__sort="household").first()
    own = own_part(address, inherited_at(home))
    _put(write, contact, None, Use.PRIVATE, own)


def _put(
    write: Write, contact: Contact, position: Position | None, use: Use, own: PostalAddress
) -> None:
    rows = Address.objects.filter(
        contact=contact,
        position=position,
        use=use,
        is_company=False,
        retired_on=None,
        pending_from=None,
    ).order_by("-preferred", "purpose", "pk")
    row = next(filter(holds_itself, rows), None)
    if row is None:
        if own:
            write.add(
                Address(contact=contact, position=position, use=use, preferred=True, **asdict(own))
            )
        return
    row.contact = contact
    if own and write.met(row, **asdict(own)):
        return
    if own:
        write.change(row, **asdict(own))
    else:
        write.remove(row)
