"""Who a rehearsed import would have brought so far: later rows of a person meet the first. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from klientel.transfer.known import Known, KnownOrganization, Snapshot
from klientel.transfer.matching import personal_mails
from klientel.transfer.plan import Plan
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key

MOST = 20_000
Value = TypeVar("Value")


@dataclass(slots=True)
class Imagined:
    """New people by name and by mail address, and their organisations; the first 20,000.

    Their ids are below zero, so that they are nobody's that is there.
    """

    by_name: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    by_email: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    organizations: dict[str, tuple[KnownOrganization, ...]] = field(default_factory=dict)
    people: int = 0
    _ids: "count[int]" = field(default_factory=lambda: count(-1, -1))

    def beside(self, snapshot: Snapshot, cards: Sequence[CardRead]) -> Snapshot:
        """Return the snapshot with those whom these cards may meet."""
        names = {card.shape.name_key for card in cards}
        mails = {mail for card in cards for mail in personal_mails(card)}
        keys = {organization_key(card.shape.organization) for card in cards}
        return replace(
            snapshot,
            organizations={**_of(self.organizations, keys), **snapshot.organizations},
            by_name=_joined(snapshot.by_name, _of(self.by_name, names)),
            by_email=_joined(snapshot.by_email, _of(self.by_email, mails)),
        )

    def learn(self, plan: Plan, snapshot: Snapshot) -> None:
        """Note whom a plan would make."""
        for key, company in plan.founded.items():
            made = KnownOrganization(
                next(self._ids), company.name, company.address, company.switchboard, company.website
            )
            self.organizations[key] = (made,)
        for row in plan.rows:
            if row.new is not None and self.people < MOST:
                self.people += 1
                self._add(row.card, snapshot)

    def _add(self, card: CardRead, snapshot: Snapshot) -> None:
        key = organization_key(card.shape.organization)
        found = snapshot.organizations.get(key) or self.organizations.get(key, ())
        job = found[0].pk if key and found else None
        uid = card.said.uid or f"row {card.line}"
        known = Known(next(self._ids), uid, card.shape.facts, job=job, raw=card.card)
        name = card.shape.name_key
        self.by_name[name] = (*self.by_name.get(name, ()), known)
        for mail in personal_mails(card):
            self.by_email[mail] = (*self.by_email.get(mail, ()), known)


def _of(found: Mapping[str, Value], keys: set[str]) -> dict[str, Value]:
    return {key: found[key] for key in keys if key in found}


def _joined(
    there: Mapping[str, tuple[Known, ...]], more: Mapping[str, tuple[Known, ...]]
) -> dict[str, tuple[Known, ...]]:
    return {key: (*there.get(key, ()), *more.get(key, ())) for key in there.keys() | more.keys()}
