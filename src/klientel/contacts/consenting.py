"""Whether somebody may be written to or called, and why not. Pure.

An objection blocks every mailing in its channel. A missing consent blocks only advertising, in
the channels that need one; never post to customers, and never an individual reply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

Channel = Literal["email", "phone", "post", "messenger"]
Standing = Literal["given", "missing", "objected"]
Purpose = Literal["advertising", "information", "individual"]

CHANNELS: Final[tuple[Channel, ...]] = ("email", "phone", "post", "messenger")
BLOCKED: Final[Mapping[str, StrOrPromise]] = {
    "phone": _("do not call"),
    "email": _("no e-mail"),
    "post": _("no post"),
    "messenger": _("no messages"),
}
REASONS: Final[Mapping[str, StrOrPromise]] = {
    "": _("allowed"),
    "reply": _("There is an objection to this channel. An individual reply is allowed."),
    "gone": _("The contact is in the bin or was erased."),
    "inactive": _("The contact is inactive."),
    "objected": _("There is an objection to this channel."),
    "missing": _("Advertising needs a consent in this channel, and there is none."),
}


@dataclass(frozen=True, slots=True)
class Needs:
    """The channels in which advertising needs a consent: from all, and from private people."""

    from_all: frozenset[str] = frozenset({"email"})
    from_households: frozenset[str] = frozenset({"phone"})

    def consent(self, channel: str, *, private: bool, customer: bool) -> bool:
        """Return whether advertising in a channel needs a consent; post to customers never does."""
        if channel == "post" and customer:
            return False
        return channel in self.from_all or (private and channel in self.from_households)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to be reached: how he stands to the channel, and what he is there."""

    standing: str
    private: bool = False
    customer: bool = False
    inactive: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed; `code` says why not, or what is to be known though it is."""

    allowed: bool
    code: str = ""
    reason: StrOrPromise = field(default="", compare=False)


def verdict(channel: str, purpose: str, to: Recipient, needs: Needs) -> Verdict:
    """Return whether a channel may be used for a purpose, with the reason in words."""
    code = _refusal(channel, purpose, to, needs)
    if code:
        return Verdict(allowed=False, code=code, reason=REASONS[code])
    note = "reply" if purpose == "individual" and to.standing == "objected" else ""
    return Verdict(allowed=True, code=note, reason=REASONS[note])


def _refusal(channel: str, purpose: str, to: Recipient, needs: Needs) -> str:
    if to.gone:
        return "gone"
    if purpose == "individual":
        return ""
    if to.inactive:
        return "inactive"
    if to.standing == "objected":
        return "objected"
    needed = needs.consent(channel, private=to.private, customer=to.customer)
    return "missing" if purpose == "advertising" and needed and to.standing != "given" else ""


def standing_of(state: str) -> Standing:
    """Return how one stands by the latest entry: withdrawn and lifted leave nothing."""
    return {"given": "given", "objected": "objected"}.get(state, "missing")  # type: ignore[return-value] # two of the three words


def blocked_words(channels: Iterable[str]) -> list[StrOrPromise]:
    """Return the block notes of objections, calls first."""
    there = set(channels)
    return [word for channel, word in BLOCKED.items() if channel in there]
