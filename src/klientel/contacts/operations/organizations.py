"""Organisations: added, changed, moved in their tree, made inactive."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils import timezone

from klientel.accounts.models import Team, User
from klientel.accounts.permissions import assigning, must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Organization, RelationshipType
from klientel.contacts.operations.company_address import put_company_address, put_switchboard
from klientel.contacts.operations.custom_values import put_custom_values
from klientel.contacts.operations.main_contact import choose_primary
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.queries import parents_above
from klientel.contacts.trees import would_circle


class OrganizationPatch(TypedDict, total=False):
    """The facts to set. What is absent stays as it is."""

    sort: str
    name: str
    short_name: str
    parent: Organization | None
    is_department: bool
    website: str
    account_manager: User | None
    account_manager_deputy: User | None
    key_account_manager: User | None
    key_account_manager_deputy: User | None
    team: Team | None
    confidential: bool
    service_note: str
    is_vip: bool
    industry: str
    employees: int | None
    annual_revenue: Any
    revenue_currency: str
    source: str
    region: str
    abc_class: str


class Circle(Exception):
    """An organisation would stand above itself."""


class DepartmentNeedsParent(Exception):
    """A department is one of some organisation."""


def add_organization(
    *,
    patch: OrganizationPatch,
    address: PostalAddress = NOWHERE,
    switchboard: str = "",
    relationship: RelationshipType | None = None,
    custom: Mapping[str, Any] | None = None,
    by: Actor,
) -> Organization:
    """Add an organisation; with an address or switchboard also the office that holds them.

    A relationship is set by hand, from today.
    """
    with writing(by) as write:
        must(by, "add", Organization)
        organization = Organization(**patch)
        organization.number = write.number("organization")
        _check_place(write, organization)
        write.add(organization)
        if address:
            put_company_address(write, organization, address)
        if switchboard:
            put_switchboard(write, organization, switchboard)
        if relationship is not None:
            today = timezone.localdate(by.at)
            set_relationship(organization=organization, type=relationship, since=today, by=by)
        put_custom_values(write, organization, custom or {})
    return organization


def change_organization(  # noqa: PLR0913 -- one form, one call
    *,
    organization: Organization,
    patch: OrganizationPatch,
    address: PostalAddress | None = None,
    valid_from: date | None = None,
    switchboard: str | None = None,
    custom: Mapping[str, Any] | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change an organisation; its address and switchboard are changed at its main contact.

    With a future `valid_from` the address waits for its midnight, all else holds at once.
    """
    with writing(by) as write:
        row = write.fresh(organization, expected)
        must(by, "change", row)
        _change(write, row, patch)
        if address is not None:
            put_company_address(write, row, address, valid_from=valid_from, expected=expected)
        if switchboard is not None:
            put_switchboard(write, row, switchboard, expected=expected)
        put_custom_values(write, row, custom or {})


def move_organization(
    *,
    organization: Organization,
    parent: Organization | None,
    is_department: bool = False,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Hang an organisation, with all below it, under another one, or (None) at the top."""
    with writing(by) as write:
        row = write.fresh(organization, expected)
        must(by, "change", row)
        _change(write, row, {"parent": parent, "is_department": is_department})


def _change(write: Write, row: Organization, patch: OrganizationPatch) -> None:
    if patch.get("is_department", row.is_department) and not patch.get("parent", row.parent_id):
        raise DepartmentNeedsParent
    was_household = row.is_household
    with assigning(write.by, row):
        write.change(row, **patch)
    if "parent" in patch or "is_department" in patch:
        _check_place(write, row)
    if row.is_household != was_household:
        for position in row.positions.filter(is_current=True).select_related("contact"):
            choose_primary(write, position.contact)


def _check_place(write: Write, organization: Organization) -> None:
    if organization.is_department and organization.parent_id is None:
        raise DepartmentNeedsParent
    if organization.parent is not None:
        must(write.by, "view", write.fresh(organization.parent))
    if organization.pk and organization.parent_id:
        parents = parents_above(organization.parent_id)
        if would_circle(organization.pk, organization.parent_id, parents):
            raise Circle


def deactivate_organization(
    *,
    organization: Organization,
    since: date,
    reason: str,
    merged_into: Organization | None = None,
    by: Actor,
) -> None:
    """Say that an organisation is inactive from a date; a future one waits for its day."""
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "change", row)
        if merged_into is not None:
            must(by, "view", write.fresh(merged_into))
        write.change(
            row,
            inactive_from=since,
            is_inactive=since <= timezone.localdate(by.at),
            inactive_reason=reason,
            merged_into=merged_into,
        )


def reactivate_organization(*, organization: Organization, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "change", row)
        write.change(
            row, inactive_from=None, is_inactive=False, inactive_reason="", merged_into=None
        )
