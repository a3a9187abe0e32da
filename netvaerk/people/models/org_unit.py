import uuid

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from netvaerk.danish import danish_order
from netvaerk.people.enums import UnitKind


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    def in_danish_order(self) -> "OrgUnitQuerySet":
        """Director areas first, then departments and units, each by Danish alphabet."""
        return self.order_by(danish_order("name"))

    def departments(self) -> "OrgUnitQuerySet":
        return self.filter(kind=UnitKind.DEPARTMENT)


class OrgUnit(models.Model):
    """One place in the basis organisation: director area → department → unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("niveau"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("hører under"),
    )
    is_active = models.BooleanField(_("i brug"), default=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelinger")
        constraints = [
            models.CheckConstraint(
                name="org_unit_area_has_no_parent",
                condition=~Q(kind=UnitKind.DIRECTOR_AREA) | Q(parent__isnull=True),
            ),
            models.CheckConstraint(
                name="org_unit_unit_has_a_parent",
                condition=~Q(kind=UnitKind.UNIT) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="org_unit_is_not_its_own_parent", condition=~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


def department_id_of(path: str) -> Case:
    """The department that the unit at `path` (e.g. "person__unit") is or belongs to."""
    return Case(
        When(**{f"{path}__kind": UnitKind.UNIT}, then=F(f"{path}__parent_id")),
        default=F(f"{path}_id"),
    )
