"""A contact's own addresses; deleting one restores inheritance."""

from dataclasses import asdict

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress, own_part
from klientel.contacts.models import Address, Contact, Position, Use
from klientel.contacts.queries import inherited_at


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
        put_business_address(write, row, position, address, served=served)


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
                position=position,
                use=use,
                purpose=purpose,
                label=label,
                **asdict(address),
            )
        )


def remove_address(*, address: Address, by: Actor) -> None:
    """Remove an own address, not the company's."""
    with writing(by) as write:
        must(by, "change", write.fresh(address.contact))
        if not address.is_company:
            write.remove(address)


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
    row = (
        Address.objects.filter(
            contact=contact,
            position=position,
            use=use,
            is_company=False,
            retired_on=None,
            pending_from=None,
        )
        .order_by("-preferred", "pk")
        .first()
    )
    if row is None:
        if own:
            write.add(
                Address(contact=contact, position=position, use=use, preferred=True, **asdict(own))
            )
        return
    row.contact = contact
    if own:
        write.change(row, **asdict(own))
    else:
        write.remove(row)
