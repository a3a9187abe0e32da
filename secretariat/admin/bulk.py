"""What the secretariat gives many networks at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import BulkAct, Outlook
from netvaerk.people.models import Person
from networks.actions.establishment import assign_consultant
from networks.models import Network
from networks.permissions.network import can_assign_support
from secretariat.forms.support import ConsultantField


class WhichConsultantForm(forms.Form):
    consultant = ConsultantField(
        label=gettext_lazy("Hvem skal følge dem?"), empty_label=gettext_lazy("Vælg")
    )


class GiveConsultant(BulkAct):
    name = "consultant"
    label = gettext_lazy("Vælg konsulent til de valgte netværk")
    yes = gettext_lazy("Ja, vælg konsulenten")
    form = WhichConsultantForm

    def may(self, person: Person) -> bool:
        return can_assign_support(person)

    def rows(self, ticked: QuerySet) -> QuerySet:
        return ticked.select_related("consultant")

    def stands(self, row: Network) -> str:
        if row.consultant is None:
            return _("Har ingen konsulent")
        return _("Følges af {name}").format(name=row.consultant)

    def outlook(self, row: Network, **chosen: Any) -> Outlook:
        name = chosen["consultant"]
        if row.consultant == name:
            return Outlook(_("{name} følger det allerede.").format(name=name), can_be_done=False)
        if row.is_closed:
            return Outlook(_("Netværket er afsluttet."), can_be_done=False)
        if row.consultant is None:
            return Outlook(_("{name} følger netværket.").format(name=name))
        words = _("{name} tager over efter {before}.")
        return Outlook(words.format(name=name, before=row.consultant))

    def do(self, *, by: Person, row: Network, **chosen: Any) -> str:
        assign_consultant(by=by, network=row, consultant=chosen["consultant"])
        words = _("{name} følger nu netværket, og lederen har fået en mail.")
        return words.format(name=chosen["consultant"])
