"""The secretariat tells an audience something: written, looked at, sent once, withdrawn."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.dates import day
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.actions.nudge_rules import go_on
from secretariat.enums import WhyNot
from secretariat.models import Announcement, Nudge, NudgeRule
from secretariat.permissions.announcement import (
    can_edit_announcement,
    can_withdraw_announcement,
    can_write_announcements,
)
from secretariat.queries.announcement import RULE, fingerprint, first_mails
from secretariat.queries.office import the_office

# A page here: one stroke and no more, or a browser would go to another host.
OWN_PAGE = re.compile(r"/(?![/\\])[^\s\\]*")
is_https = URLValidator(schemes=["https"])


class UnknownLink(Refusal):
    """A button leads to a page here, or to an encrypted address."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Knappen kan føre til en adresse, der begynder med https://, "
                "eller til en side her, f.eks. /forslag/."
            )
        )


class NoSuchPage(Refusal):
    """The button leads to a page that isn't here."""

    def __init__(self) -> None:
        super().__init__(
            _("Den side findes ikke her. Kopiér adressen fra browseren, fra og med den første /.")
        )


class ChangedSinceSeen(Refusal):
    """What would be sent is not what was looked at."""

    def __init__(self) -> None:
        super().__init__(
            _("Meddelelsen er rettet, siden du så den. Læs den igen herunder, før du sender.")
        )


class ComesTooLate(Refusal):
    """No mail leaves before it has stopped being worth getting."""

    def __init__(self, first: str) -> None:
        super().__init__(
            _(
                "Den første mail kan gå {day}, og det er efter den sidste dag, meddelelsen er værd "
                "at få. Vælg en senere dag."
            ).format(day=first)
        )


class NoRuleYet(Refusal):
    """The installation has not been given its first content."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Reglen for meddelelser mangler. Bed jeres systemadministrator om at køre "
                "install_content."
            )
        )


def require_known_link(link: str) -> None:
    """Raise unless the link is empty, a page here, or an https address without a name in it."""
    if not link:
        return
    if OWN_PAGE.fullmatch(link):
        try:
            resolve(urlsplit(link).path)
        except (Resolver404, ValueError) as error:
            raise NoSuchPage from error
        return
    try:
        is_https(link)
    except ValidationError as error:
        raise UnknownLink from error
    if "@" in urlsplit(link).netloc:
        raise UnknownLink


@transaction.atomic
def write_announcement(*, by: Person, announcement: Announcement) -> Announcement:
    """Save a draft; nobody gets it before it is sent."""
    if announcement.pk:
        stands = Announcement.objects.select_for_update().filter(pk=announcement.pk).first()
        require(stands is not None and can_edit_announcement(by, stands))
    else:
        require(can_write_announcements(by))
        announcement.written_by = by
    require_known_link(announcement.link)
    announcement.full_clean()
    announcement.save()
    record(by=by, verb="write_announcement", subject=announcement)
    return announcement


@transaction.atomic
def send_announcement(*, by: Person, announcement: Announcement, seen: str) -> bool:
    """Send what was looked at (`seen` is its fingerprint); False when it was sent already.

    The count and the mail on the page are the look that turns the rule on.
    """
    stands = Announcement.objects.select_for_update().get(pk=announcement.pk)
    require(can_write_announcements(by) and stands.withdrawn_at is None)
    if stands.sent_at is not None:
        return False
    if fingerprint(stands) != seen:
        raise ChangedSinceSeen
    wording = NudgeRule.objects.select_for_update().filter(key=RULE.key).first()
    if wording is None:
        raise NoRuleYet
    first, _weekly = first_mails(wording, the_office())
    if timezone.localtime(first).date() > stands.ends_on:
        raise ComesTooLate(day(first))
    _turn_on(wording, by)
    stands.sent_at, stands.sent_by = clock.now(), by
    stands.save(update_fields=["sent_at", "sent_by"])
    record(by=by, verb="send_announcement", subject=stands, audience=stands.audience)
    return True


def _turn_on(wording: NudgeRule, by: Person) -> None:
    """From today, unless it has begun; what was sent while it was off is not forgotten."""
    today = clock.today()
    began = min(wording.active_from or today, today)
    if not wording.is_on or wording.active_from != began:
        go_on(by=by, rule=wording, active_from=began)


@transaction.atomic
def withdraw_announcement(*, by: Person, announcement: Announcement) -> None:
    """What has not left stays here; of what lies in a letter, the last look sees to it."""
    stands = Announcement.objects.select_for_update().get(pk=announcement.pk)
    require(can_withdraw_announcement(by, stands))
    stands.withdrawn_at = clock.now()
    stands.save(update_fields=["withdrawn_at"])
    planned = Nudge.objects.pending().filter(rule=RULE.key, subject=str(stands.pk))
    planned.update(skipped_because=WhyNot.SETTLED)
    record(by=by, verb="withdraw_announcement", subject=stands)
