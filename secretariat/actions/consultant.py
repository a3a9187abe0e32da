"""What a consultant knows of and has hours for, and the days on which there is nobody."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.models import Absence, ConsultantProfile
from secretariat.permissions.sparring import can_keep_consultant


class AwayBackwards(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Den sidste dag ligger før den første. Byt dem om."))


@transaction.atomic
def save_profile(*, by: Person, profile: ConsultantProfile) -> ConsultantProfile:
    """One's own, or anybody's for the lead; it stands beside the name when help is looked for."""
    _require_own(by, profile)
    profile.save()
    record(by=by, verb="save_profile", subject=profile.person)
    return profile


@transaction.atomic
def save_absence(*, by: Person, absence: Absence) -> Absence:
    """Days on which nothing can be agreed; what is agreed already stays until it is moved."""
    _require_own(by, absence)
    if absence.last_on < absence.first_on:
        raise AwayBackwards
    absence.save()
    record(by=by, verb="save_absence", subject=absence.person, absence=absence.pk)
    return absence


@transaction.atomic
def remove_absence(*, by: Person, absence: Absence) -> None:
    """They are there after all."""
    require(can_keep_consultant(by, absence.person))
    record(by=by, verb="remove_absence", subject=absence.person, absence=absence.pk)
    absence.delete()


def _require_own(by: Person, kept: ConsultantProfile | Absence) -> None:
    """Also what it was before: nobody takes another's over by naming themselves."""
    before = type(kept)._default_manager.filter(pk=kept.pk).select_related("person").first()
    whose = [kept.person, *([before.person] if before else [])]
    require(all(can_keep_consultant(by, one) and one.is_secretariat for one in whose))
