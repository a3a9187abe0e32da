"""What is done to many invitations, letters or addresses at once."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk import clock
from netvaerk.desk import BulkAct, Outlook
from netvaerk.people.actions.invitations import revoke_invitation
from netvaerk.people.actions.refused_address import trust_address
from netvaerk.people.actions.retry import retry_mail, why_not
from netvaerk.people.models import Invitation, OutboxMail, Person, RefusedAddress
from netvaerk.people.permissions import can_invite, can_watch_outbox


def standing_of(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return _("Brugt")
    if invitation.revoked_at:
        return _("Trukket tilbage")
    return _("Åben") if invitation.expires_at > clock.now() else _("Udløbet")


class Revoke(BulkAct):
    name = "revoke"
    label = gettext_lazy("Træk de valgte invitationer tilbage")
    yes = gettext_lazy("Ja, træk dem tilbage")

    def may(self, person: Person) -> bool:
        return can_invite(person)

    def stands(self, row: Invitation) -> str:
        return standing_of(row)

    def outlook(self, row: Invitation, **_chosen: Any) -> Outlook:
        is_open = not (row.accepted_at or row.revoked_at) and row.expires_at > clock.now()
        if is_open:
            return Outlook(_("Linket i mailen virker ikke længere."))
        return Outlook(_("Invitationen er allerede lukket."), can_be_done=False)

    def do(self, *, by: Person, row: Invitation, **_chosen: Any) -> str:
        revoke_invitation(by=by, invitation=row)
        return _("Invitationen er trukket tilbage.")


class TryAgain(BulkAct):
    name = "retry"
    label = gettext_lazy("Send de valgte mails igen")
    yes = gettext_lazy("Ja, prøv igen")

    def may(self, person: Person) -> bool:
        return can_watch_outbox(person)

    def rows(self, ticked: QuerySet) -> QuerySet:
        """With whether the text is gone, and without anybody's text."""
        return ticked.select_related("recipient").with_forgotten()  # type: ignore[attr-defined] of OutboxMail

    def stands(self, row: OutboxMail) -> str:
        return f"{row.get_state_display()}. {row.reason}".strip()

    def outlook(self, row: Any, **_chosen: Any) -> Outlook:
        if refusal := why_not(row, is_forgotten=row.is_forgotten):
            return Outlook(str(refusal), can_be_done=False)
        address = row.recipient.email if row.recipient else row.to_address
        return Outlook(_("Bliver sendt til {address} inden for et minut.").format(address=address))

    def do(self, *, by: Person, row: OutboxMail, **_chosen: Any) -> str:
        retry_mail(by=by, mail=row)
        return _("Bliver sendt inden for et minut.")


class Trust(BulkAct):
    name = "trust"
    label = gettext_lazy("Prøv de valgte adresser igen")
    yes = gettext_lazy("Ja, prøv dem igen")

    def may(self, person: Person) -> bool:
        return can_watch_outbox(person)

    def stands(self, row: RefusedAddress) -> str:
        return row.said

    def outlook(self, row: RefusedAddress, **_chosen: Any) -> Outlook:
        if row.is_marked:
            return Outlook(_("Adressen får skub igen, næste gang noget venter."))
        return Outlook(_("Adressen får stadig skub, og afvisningen bliver glemt."))

    def do(self, *, by: Person, row: RefusedAddress, **_chosen: Any) -> str:
        trust_address(by=by, refused=row)
        return _("Afvisningen er glemt, og adressen får skub.")
