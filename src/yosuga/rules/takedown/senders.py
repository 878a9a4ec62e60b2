"""Who may send a request by a way, who may only prepare it, and who neither. The product itself never sends.

A service's own words come first (`Way.who`); then the limits of the professions: nobody is paid to send for another
but a lawyer (Attorneys Act, art. 72), and papers for courts and prosecutors are for judicial scriveners and lawyers,
paid or not (Judicial Scriveners Act, art. 73). What is said of each stands in catalog/data/sender_reasons.yaml.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Who
from yosuga.catalog.records import Text
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.ways import Way

# What a company or other organisation cannot say of itself (fact law-business).
NOT_OF_AN_ORGANISATION = frozenset(
    {Reason.PRIVACY, Reason.INSULT, Reason.PORTRAIT, Reason.SEXUAL_IMAGE, Reason.CHILD_IMAGE, Reason.HARASSMENT}
)
_MINORS = frozenset({"age-under-13", "age-13-15", "age-16-17"})
_NO_CONSENT = frozenset({"asker-supporter-no-consent", "asker-third-party"})


class May(StrEnum):
    """What somebody may do by a way."""

    SEND = "send"
    PREPARE = "prepare"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a requester may do by one way, and why. `id` names the record that says it."""

    may: May
    why: Text
    facts: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody wants to use a way, for a reason, with the signs of the case."""

    way: Way
    reason: Reason
    signs: Signs

    def names(self, *who: Who) -> bool:
        """Whether the way names one of these."""
        return not set(self.way.who).isdisjoint(who)

    @property
    def anyone(self) -> bool:
        """Whether whoever saw it may use the way; an account of one's own may be needed."""
        return self.names("anyone") or (self.names("account_holder") and self.way.rule.account == "any")

    @property
    def without_consent(self) -> bool:
        """Whether somebody would act for a person who has not consented yet.

        What anybody saw, anybody may report, but not where everybody can read the report.
        """
        return bool(self.signs & _NO_CONSENT) and (self.way.public or not self.anyone)

    @property
    def own_account(self) -> bool:
        """Whether it is for the owner of an account alone."""
        return self.names("account_holder") and self.way.rule.account == "own"

    @property
    def lawyer_only(self) -> bool:
        """Whether it names lawyers and nobody else."""
        return set(self.way.who) == {"lawyer"}

    @property
    def court(self) -> bool:
        """Whether a paper for a court or prosecutor is made."""
        return self.way.rule.papers == "court"

    @property
    def about_the_asker(self) -> bool:
        """Whether it is an organisation that is asking about itself."""
        return "asker-company" in self.signs


def verdict(requester: Requester, way: Way, *, reason: Reason, signs: Signs, catalog: Catalog) -> Verdict:
    """Return what `requester` may do by `way`, for one reason and the signs of the case."""
    record = catalog.sender_reasons[_RULES[requester](_Asked(way=way, reason=reason, signs=signs))]
    return Verdict(may=May(record.may), why=record.says, facts=record.facts, id=record.id)


def _self(asked: _Asked) -> str:
    if asked.lawyer_only:
        return _through_a_lawyer(asked)
    return "self" if asked.names("victim", "account_holder") else "anyone"


def _through_a_lawyer(asked: _Asked) -> str:
    """What the person whose matter it is may do where only a lawyer sends."""
    return "lawyer-finishes" if asked.court else "lawyer-only"


def _guardian(asked: _Asked) -> str:
    if asked.signs.isdisjoint(_MINORS):
        return _guardian_of_no_minor(asked)
    if asked.lawyer_only:
        return _through_a_lawyer(asked)
    if asked.anyone and not asked.names("guardian", "agent"):
        return "anyone"
    if asked.own_account:
        return "account-owner"
    return "guardian" if asked.names("guardian", "agent") else "guardian-not-named"


def _guardian_of_no_minor(asked: _Asked) -> str:
    """Of an adult a parent is somebody who helps; what anybody may use, they may use as well."""
    if asked.anyone:
        return "anyone"
    if asked.court:
        return "court-papers"
    if asked.lawyer_only:
        return "lawyer-only"
    return "guardian-adult" if "age-adult" in asked.signs else "guardian-age"


def _bereaved(asked: _Asked) -> str:
    if asked.anyone:
        return "anyone"
    if asked.reason is not Reason.SEXUAL_IMAGE:
        return "bereaved"
    return "bereaved-image" if asked.way.rule.bereaved else "bereaved-other-way"


def _lawyer(asked: _Asked) -> str:
    if asked.own_account:
        return "account-owner"
    return "lawyer" if asked.names("lawyer", "agent", "anyone") or asked.anyone else "lawyer-not-named"


def _scrivener(asked: _Asked) -> str:
    if asked.court:
        return "scrivener-court"
    return "lawyer-only" if asked.lawyer_only else "scrivener"


def _administrative(asked: _Asked) -> str:
    if asked.court:
        return "court-papers"
    if asked.lawyer_only:
        return "lawyer-only"
    return "administrative" if asked.way.rule.papers in {"office", "undisputed"} else "administrative-dispute"


def _counsellor(asked: _Asked) -> str:
    return _closed_to_helpers(asked) or "counsellor"


def _school(asked: _Asked) -> str:
    if asked.way.id == "letter/school":
        return "addressee"
    if asked.names("school"):
        return "school-named"
    if asked.anyone and not asked.without_consent:
        return "anyone"
    return _organisation(asked) or _closed_to_helpers(asked) or "school"


def _company(asked: _Asked) -> str:
    if asked.anyone and not asked.without_consent:
        return "anyone"
    return _organisation(asked) or _closed_to_helpers(asked) or "company-person"


def _supporter(asked: _Asked) -> str:
    return _closed_to_helpers(asked) or ("anyone" if asked.anyone else "supporter")


def _vendor(_asked: _Asked) -> str:
    return "vendor"


def _closed_to_helpers(asked: _Asked) -> str:
    """Return why nobody helps here: papers of a court, a lawyer's own way, or no consent yet. Empty: nothing does."""
    if asked.court:
        return "court-papers"
    if asked.lawyer_only:
        return "lawyer-only"
    return "no-consent" if asked.without_consent else ""


def _organisation(asked: _Asked) -> str:
    """Return what an organisation may do about itself; empty where it is about somebody else."""
    if not asked.about_the_asker:
        return ""
    if asked.lawyer_only:
        return _through_a_lawyer(asked)
    if asked.reason in NOT_OF_AN_ORGANISATION or not asked.names("victim", "account_holder"):
        return "organisation-no-such-right"
    return "organisation"


_RULES: Mapping[Requester, Callable[[_Asked], str]] = {
    Requester.SELF: _self,
    Requester.GUARDIAN: _guardian,
    Requester.BEREAVED: _bereaved,
    Requester.LAWYER: _lawyer,
    Requester.JUDICIAL_SCRIVENER: _scrivener,
    Requester.ADMINISTRATIVE_SCRIVENER: _administrative,
    Requester.COUNSELLOR: _counsellor,
    Requester.SCHOOL: _school,
    Requester.COMPANY: _company,
    Requester.SUPPORTER: _supporter,
    Requester.VENDOR: _vendor,
}
