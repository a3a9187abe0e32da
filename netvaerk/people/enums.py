"""The fixed words of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the structure; a person may be several things."""

    EMPLOYEE = "employee", _("Medarbejder")
    CHIEF = "chief", _("Chef (chefforum)")
    DIRECTOR = "director", _("Direktør (direktørforum)")
    CONSULTANT = "consultant", _("Netværkskonsulent")
    SECRETARIAT_LEAD = "secretariat_lead", _("Leder af sekretariatet")


class UnitKind(models.TextChoices):
    """The three levels of the basis organisation."""

    DIRECTOR_AREA = "director_area", _("Direktørområde")
    DEPARTMENT = "department", _("Afdeling")
    UNIT = "unit", _("Enhed")


# What stands directly above; a department may also stand alone.
PARENT_OF = {UnitKind.DEPARTMENT: UnitKind.DIRECTOR_AREA, UnitKind.UNIT: UnitKind.DEPARTMENT}


def fits_below(kind: str, parent_kind: str | None) -> bool:
    """Whether a unit of `kind` may stand under one of `parent_kind`, or alone when it is None."""
    if parent_kind is None:
        return kind != UnitKind.UNIT
    return PARENT_OF.get(UnitKind(kind)) == parent_kind


class Language(models.TextChoices):
    DANISH = "da", "Dansk"
    ENGLISH = "en", "English"


class MailState(models.TextChoices):
    """Where a letter in the outbox stands."""

    WAITING = "waiting", _("Venter")
    SENT = "sent", _("Sendt")
    SKIPPED = "skipped", _("Ikke længere relevant")
    DEAD = "dead", _("Kunne ikke sendes")


class Part(models.TextChoices):
    """What must be alive for the post to arrive."""

    PLANNER = "planner", _("Planlægger")
    WORKER = "worker", _("Postbud")
    SMTP = "smtp", _("Mailserver")
