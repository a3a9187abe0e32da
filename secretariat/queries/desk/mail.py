"""Letters that did not arrive."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.permissions import can_manage_people
from secretariat.queries.desk.pile import Pile, Row, longest_waiting, pile_of

# What failed before is told in the list of letters; nobody mends it now.
REMEMBERED = timedelta(days=30)
LETTERS = "admin:people_outboxmail_changelist"
UNREAD = ("text", "html", "subject", "calendar")


def undelivered(person: Person) -> Pile:
    """Who did not get a letter and why; never what stands in it."""
    gone = Q(recipient__is_active=False)
    dead = OutboxMail.objects.filter(state=MailState.DEAD).exclude(gone).defer(*UNREAD)
    recent = dead.filter(dated_at__gt=clock.now() - REMEMBERED).select_related("recipient")
    may_mend = can_manage_people(person)
    return pile_of(
        "post",
        _("Mails og skub, der fejlede"),
        longest_waiting(recent.with_forgotten().order_by("dated_at", "pk")),
        lambda one: _row(one, may_mend),
        all_url=reverse(LETTERS) + "?state__exact=dead",
    )


def _row(letter: Any, may_mend: bool) -> Row:
    recipient = letter.recipient
    label, url = _("Send igen"), reverse(LETTERS)
    sends: tuple[tuple[str, str], ...] = ()
    if recipient and may_mend and recipient.email == letter.to_address:
        label = _("Ret adressen")
        url = reverse("admin:people_person_change", args=[recipient.pk]) + "#id_email"
    elif letter.is_forgotten:  # it held somebody's own key; a new one is sent instead
        label, url = _("Se hvorfor"), reverse("admin:people_outboxmail_change", args=[letter.pk])
    else:
        sends = _once_more(letter)
    return Row(
        what=recipient.name if recipient else letter.to_address,
        detail=" · ".join(filter(None, [letter.to_address, letter.reason])),
        since=letter.dated_at,
        label=label,
        url=url,
        sends=sends,
    )


def _once_more(letter: Any) -> tuple[tuple[str, str], ...]:
    """The list's own act on this one letter: it is shown what will happen, and then done."""
    return (("action", "retry"), ("index", "0"), ("_selected_action", str(letter.pk)))
