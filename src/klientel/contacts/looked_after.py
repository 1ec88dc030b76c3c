"""What a user looks after: as account manager, key account manager or the deputy of either."""

from collections.abc import Iterator

from django.db.models import Q

from klientel.accounts.models import User
from klientel.contacts.models import Contact, Organization

AnyRecord = Contact | Organization


def records_of(user: User) -> Iterator[AnyRecord]:
    """Yield each organisation and contact, binned ones too, that names the user."""
    for model in (Organization, Contact):
        rows = model.objects.filter(_named(model, user)).select_related(*model.access.manager)
        yield from rows.order_by("pk")  # with who had them: the journal names him


def count_of(user: User) -> int:
    """Return how many records name the user."""
    return sum(
        model.objects.filter(_named(model, user)).count() for model in (Organization, Contact)
    )


def _named(model: type[AnyRecord], user: User) -> Q:
    named = Q()
    for path in model.access.manager:
        named |= Q(**{path: user.pk})
    return named
