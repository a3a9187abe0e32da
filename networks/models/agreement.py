from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.models.phase import PhaseChange


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def newest(self) -> "AgreementQuerySet":
        """The newest version of each person's agreement in each network."""
        newer = Agreement.objects.filter(
            network=OuterRef("network"),
            member=OuterRef("member"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(newer))

    def visible_to(self, person) -> "AgreementQuerySet":
        """The three it is between, and nobody else: the member, the line manager, and the
        network's reference leader."""
        return self.filter(
            Q(member=person) | Q(line_manager=person) | Q(network__reference_leader=person)
        )

    def with_move(self) -> "AgreementQuerySet":
        """With `moved_at`: when the network last moved on after both sides had confirmed."""
        both = Case(
            When(
                member_confirmed_at__isnull=False,
                manager_confirmed_at__isnull=False,
                then=Greatest("member_confirmed_at", "manager_confirmed_at"),
            )
        )
        moves = PhaseChange.objects.filter(
            network=OuterRef("network"), at__gt=OuterRef("confirmed_at")
        )
        newest = moves.order_by("-at").values("at")[:1]
        return self.annotate(confirmed_at=both).annotate(moved_at=Subquery(newest))

    def made_before_a_move(self) -> "AgreementQuerySet":
        """Confirmed by both sides, and the network has moved to another phase since."""
        return self.with_move().filter(Q(moved_at__isnull=False))

    def confirmed(self) -> "AgreementQuerySet":
        """By both sides."""
        return self.exclude(member_confirmed_at=None).exclude(manager_confirmed_at=None)


class Agreement(models.Model):
    """One version of what a member, the line manager and the reference leader have agreed.

    Never edited, only followed by a new version; both sides confirm each.
    """

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="agreements"
    )
    member = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="agreements")
    line_manager = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="agreements_as_manager",
        verbose_name=_("personaleleder"),
    )
    # The department that gives the hours, as it was when it was agreed.
    unit = models.ForeignKey(
        "people.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("afdeling")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    hours_per_week = models.DecimalField(
        _("timer om ugen"),
        max_digits=3,
        decimal_places=1,
        validators=[MinValueValidator(0.5), MaxValueValidator(37)],
    )
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til"))
    place = models.CharField(_("hvor"), max_length=120, blank=True)
    member_gives = models.TextField(_("det bidrager du med i netværket"))
    department_gets = models.TextField(_("det tager du med hjem til afdelingen"))
    department_gives = models.TextField(_("det gør afdelingen for, at det kan lade sig gøre"))
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    member_confirmed_at = models.DateTimeField(null=True)
    manager_confirmed_at = models.DateTimeField(null=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("samarbejdsaftale")
        verbose_name_plural = _("samarbejdsaftaler")
        constraints = [
            models.UniqueConstraint(
                name="one_agreement_a_version", fields=["network", "member", "version"]
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="agreement_hours_are_possible",
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=37),
            ),
            models.CheckConstraint(
                name="agreement_is_between_two", condition=~Q(member=F("line_manager"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.member_id} v{self.version}"
