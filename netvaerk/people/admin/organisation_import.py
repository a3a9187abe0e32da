from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import Import
from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.forms.desk import OrganisationTextsForm, OrganisationUploadForm
from netvaerk.people.permissions import can_manage_people
from netvaerk.people.queries.organisation import OrganisationPreview


def _said(preview: OrganisationPreview) -> str:
    return _("Organisationen er læst ind. Nye: %(new)s. Ændrede: %(changed)s.") % {
        "new": len(preview.new_units) + len(preview.new_people),
        "changed": len(preview.changed_units) + len(preview.changed_people),
    }


organisation_import = Import(
    title=gettext_lazy("Læs organisation ind fra CSV"),
    template="admin/people/organisation_import.html",
    back_to="admin:people_person_changelist",
    may=can_manage_people,
    upload=OrganisationUploadForm,
    texts=OrganisationTextsForm,
    take_in=import_organisation,
    said=_said,
).door
