"""Contacts: added and changed, with their numbers and addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.utils import timezone

from klientel.accounts.models import Team, User
from klientel.accounts.permissions import assigning, must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import (
    Contact,
    ContactPoint,
    Organization,
    OrganizationKind,
    Position,
    Use,
)
from klientel.contacts.naming import require_name
from klientel.contacts.operations.company_address import put_company_address
from klientel.contacts.operations.custom_values import put_custom_values
from klientel.contacts.operations.main_contact import hand_over, leave_main
from klientel.contacts.operations.own_addresses import put_business_address, put_private_address
from klientel.contacts.operations.positions import put_position
from klientel.files.models import File


class ContactPatch(TypedDict, total=False):
    """The facts to set. What is absent stays as it is. A photo is stored before, and comes with
    its origin."""

    sort: str
    salutation: str
    title: str
    prefix: str
    given_name: str
    additional_names: str
    family_name: str
    suffix: str
    nickname: str
    label: str
    phonetic_given_name: str
    phonetic_family_name: str
    letter_salutation: str
    language: str
    birthday: str
    notes: str
    photo: File | None
    photo_origin: str
    account_manager: User | None
    account_manager_deputy: User | None
    team: Team | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class PointEdit:
    """A phone number, mail address, link or messenger as a form has it.

    `number` is the row's, None for a new one; an empty value removes it. Business ones hang on
    the primary job, private ones on none.
    """

    sort: str
    value: str
    label: str = ""
    use: str = Use.BUSINESS
    preferred: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Employment:
    """Where a new contact works; `new_name` makes the organisation with him as main contact."""

    organization: Organization | None = None
    new_name: str = ""
    new_sort: str = OrganizationKind.COMPANY
    title: str = ""
    department: str = ""
    since: date | None = None


def add_contact(
    *,
    patch: ContactPatch,
    employment: Employment | None = None,
    points: Sequence[PointEdit] = (),
    business: PostalAddress = NOWHERE,
    private: PostalAddress = NOWHERE,
    custom: Mapping[str, Any] | None = None,
    by: Actor,
) -> Contact:
    """Add a contact; with a new organisation he becomes its main contact, and his business
    address the company's."""
    with writing(by) as write:
        must(by, "add", Contact)
        contact = Contact(**patch)
        require_name(contact)
        contact.number = write.number("contact")
        write.add(contact)
        position = _employ(write, contact, employment) if employment else None
        job = position if position and not position.organization.is_household else None
        for edit in points:
            if edit.value:
                write.add(_new_point(contact, job, edit))
        if business:
            _put_first_address(write, contact, position, business)
        if private:
            put_private_address(write, contact, private)
        put_custom_values(write, contact, custom or {})
    return contact


def change_contact(  # noqa: PLR0913 -- one form, one call
    *,
    contact: Contact,
    patch: ContactPatch,
    points: Sequence[PointEdit] = (),
    business: PostalAddress | None = None,
    served: PostalAddress | None = None,
    private: PostalAddress | None = None,
    custom: Mapping[str, Any] | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change a contact. A business address equal to the inherited one (now, or when it was
    `served`) is not his own; an empty one restores inheritance."""
    with writing(by) as write:
        row = write.fresh(contact, expected)
        must(by, "change", row)
        require_name(row, patch)
        with assigning(by, row):
            write.change(row, **patch)
        put_points(write, row, points)
        if business is not None:
            put_business_address(write, row, _job_of(row), business, served=served)
        if private is not None:
            put_private_address(write, row, private)
        put_custom_values(write, row, custom or {})


def deactivate_contact(*, contact: Contact, since: date, reason: str, by: Actor) -> None:
    """Take a contact out of pickers, mailings and phones from a date, with a reason."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        now = since <= timezone.localdate(by.at)
        write.change(row, inactive_from=since, inactive_reason=reason, is_inactive=now)
        if now:
            leave_all_main(write, row)


def reactivate_contact(*, contact: Contact, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        write.change(row, inactive_from=None, inactive_reason="", is_inactive=False)


def leave_all_main(write: Write, contact: Contact) -> None:
    """Hand on whatever the contact holds as main contact anywhere."""
    for position in contact.positions.filter(main_of__isnull=False):
        leave_main(write, position)


def put_points(write: Write, contact: Contact, points: Sequence[PointEdit]) -> None:
    """Add, change and remove numbers as a form asks; one removed meanwhile is a clash."""
    if not points:
        return
    kept = {row.pk: row for row in ContactPoint.objects.filter(contact=contact)}
    job = _job_of(contact)
    for edit in points:
        if edit.number is None:
            if edit.value:
                write.add(_new_point(contact, job, edit))
        elif edit.number not in kept:
            if edit.value:
                write.gone(contact, f"point/{edit.number}", edit.value, **_point_values(edit))
        elif not edit.value:
            write.remove(_of(kept[edit.number], contact))
        else:
            _change_point(write, _of(kept[edit.number], contact), job, edit)


def _new_point(contact: Contact, job: Position | None, edit: PointEdit) -> ContactPoint:
    return ContactPoint(
        contact=contact,
        position=job if edit.use == Use.BUSINESS else None,
        sort=edit.sort,
        value=edit.value,
        label=edit.label,
        use=edit.use,
        preferred=edit.preferred,
    )


def _change_point(write: Write, row: ContactPoint, job: Position | None, edit: PointEdit) -> None:
    values = _point_values(edit)
    if edit.use != row.use:
        values |= {"use": edit.use, "position": job if edit.use == Use.BUSINESS else None}
    write.change(row, **values)


def _point_values(edit: PointEdit) -> dict[str, object]:
    return {
        "sort": edit.sort,
        "value": edit.value,
        "label": edit.label,
        "preferred": edit.preferred,
    }


def _of(point: ContactPoint, contact: Contact) -> ContactPoint:
    point.contact = contact
    return point


def _employ(write: Write, contact: Contact, employment: Employment) -> Position:
    organization = employment.organization
    if organization is None:
        must(write.by, "add", Organization)
        organization = write.add(
            Organization(
                name=employment.new_name,
                sort=employment.new_sort,
                account_manager=contact.account_manager,
                team=contact.team,
                number=write.number("organization"),
            )
        )
    position = put_position(
        write,
        contact,
        organization,
        title=employment.title,
        department=employment.department,
        since=employment.since,
    )
    if employment.organization is None:
        hand_over(write, organization, to=position)
    return position


def _put_first_address(
    write: Write, contact: Contact, position: Position | None, address: PostalAddress
) -> None:
    if position is not None and position.organization.main_position_id == position.pk:
        put_company_address(write, position.organization, address)
    else:
        put_business_address(write, contact, position, address)


def _job_of(contact: Contact) -> Position | None:
    job: Position | None = (
        contact.positions.filter(is_primary=True)
        .exclude(organization__sort=OrganizationKind.HOUSEHOLD)
        .select_related("organization")
        .first()
    )
    return job
