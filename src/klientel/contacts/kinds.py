"""Organisations and contacts as kinds of records: their fields for lists, filters and export."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientel.contacts.models import (
    AbcClass,
    Address,
    Contact,
    ContactFile,
    ContactKind,
    ContactPoint,
    ContactTag,
    ContactText,
    ContactValue,
    Organization,
    OrganizationFile,
    OrganizationKind,
    OrganizationTag,
    OrganizationText,
    OrganizationValue,
    Position,
    Relationship,
    Standing,
)
from klientel.contacts.relations import holding_on, over_on
from klientel.formats.states import STATE_NAMES
from klientel.records.kinds import Field, Hold, Kind, Relation, register

STATES = tuple(sorted(STATE_NAMES.items(), key=lambda state: state[1]))


def people_of(organization: Organization) -> list[Hold]:
    people = organization.positions.filter(is_current=True, contact__binned_at=None).count()
    return [Hold(_("contacts"), people)]


def subsidiaries_of(organization: Organization) -> list[Hold]:
    below = organization.children.filter(binned_at=None, is_department=False).count()
    return [Hold(_("subsidiaries"), below)]


def led_by(contact: Contact) -> list[Hold]:
    leading = Organization.live.filter(Q(main_position__contact=contact)).count()
    return [Hold(_("organisations whose main contact it is"), leading)]


ORGANIZATION = Kind(
    code="organization",
    label=_("organisation"),
    plural=_("organisations"),
    model=Organization,
    fields=(
        Field("name", _("Name"), "text", "name", sortable=True, sort_path="sort_name"),
        Field("kind", _("Kind"), "choice", "sort", choices=tuple(OrganizationKind.choices)),
        Field("number", _("Number"), "number", "number", sortable=True),
        Field(
            "town",
            _("Town"),
            "text",
            "seat__address__town",
            folded="seat__address__town_folded",
        ),
        Field("postcode", _("Postcode"), "text", "seat__address__postcode"),
        Field("street", _("Street"), "text", "seat__address__street"),
        Field("state", _("Federal state"), "choice", "seat__address__state", choices=STATES),
        Field(
            "relationship",
            _("Relationship"),
            "reference",
            "relationships__type",
            holding=holding_on,
        ),
        Field(
            "former_relationship",
            _("Former relationship"),
            "reference",
            "relationships__type",
            holding=over_on,
        ),
        Field(
            "relationship_number", _("Customer or supplier number"), "text", "relationships__number"
        ),
        Field(
            "group_relationship",
            _("Relationship, also of subsidiaries"),
            "reference",
            "relationships__type",
            holding=holding_on,
            rising="parent",
        ),
        Field("parent", _("Parent organisation"), "reference", "parent"),
        Field("belongs_to", _("Belongs to"), "tree", "parent"),
        Field("account_manager", _("Account manager"), "user", "account_manager"),
        Field("key_account_manager", _("Key account manager"), "user", "key_account_manager"),
        Field("industry", _("Industry"), "text", "industry"),
        Field("employees", _("Employees"), "number", "employees"),
        Field("annual_revenue", _("Annual revenue"), "money", "annual_revenue"),
        Field("source", _("Source"), "text", "source"),
        Field("region", _("Region"), "text", "region"),
        Field("abc_class", _("ABC class"), "choice", "abc_class", choices=tuple(AbcClass.choices)),
        Field("is_vip", _("VIP"), "boolean", "is_vip"),
        Field("is_inactive", _("Inactive"), "boolean", "is_inactive"),
        Field("tag", _("Tag"), "tag", "tag_links__tag"),
    ),
    relations=(Relation("people", _("Contacts"), "contact", "positions__contact"),),
    parts=(Relationship, OrganizationTag, OrganizationValue, OrganizationFile),
    search_text=OrganizationText,
    holds=(people_of, subsidiaries_of),
    custom="custom_values",
)

CONSENTS = tuple(
    Field(
        f"consent_{channel}",
        label,
        "choice",
        f"effective__{channel}_standing",
        choices=tuple(Standing.choices),
    )
    for channel, label in (
        ("email", _("Consent: e-mail")),
        ("phone", _("Consent: phone")),
        ("post", _("Consent: post")),
        ("messenger", _("Consent: messenger")),
    )
)

CONTACT = Kind(
    code="contact",
    label=_("contact"),
    plural=_("contacts"),
    model=Contact,
    fields=(
        Field("name", _("Name"), "text", "family_name", sortable=True, sort_path="sort_name"),
        Field("given_name", _("First name"), "text", "given_name", personal=True),
        Field("kind", _("Kind"), "choice", "sort", choices=tuple(ContactKind.choices)),
        Field("number", _("Number"), "number", "number", sortable=True),
        Field("position", _("Position"), "text", "effective__position__title"),
        Field("organization", _("Organisation"), "reference", "effective__organization"),
        Field(
            "belongs_to",
            _("Belongs to"),
            "tree",
            "positions__organization__parent",
            within=(("is_current", True),),
        ),
        Field(
            "town",
            _("Town"),
            "text",
            "effective__shown_address__town",
            folded="effective__shown_address__town_folded",
        ),
        Field("postcode", _("Postcode"), "text", "effective__shown_address__postcode"),
        Field("street", _("Street"), "text", "effective__shown_address__street"),
        Field(
            "state",
            _("Federal state"),
            "choice",
            "effective__shown_address__state",
            choices=STATES,
        ),
        Field("phone_mail", _("Phone or e-mail"), "text", "points__value", personal=True),
        Field("account_manager", _("Account manager"), "user", "account_manager"),
        Field("is_inactive", _("Inactive"), "boolean", "is_inactive"),
        Field("tag", _("Tag"), "tag", "tag_links__tag"),
        *CONSENTS,
    ),
    relations=(
        Relation("employer", _("Organisation"), "organization", "effective__organization"),
        Relation("ever_at", _("ever at"), "organization", "positions__organization"),
    ),
    parts=(Position, ContactPoint, Address, ContactTag, ContactValue, ContactFile),
    search_text=ContactText,
    holds=(led_by,),
    custom="custom_values",
)


def register_kinds() -> None:
    register(ORGANIZATION)
    register(CONTACT)
