from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.enums import Language, Role
from netvaerk.people.models.org_unit import OrgUnit
from netvaerk.people.models.stakeholder_kind import StakeholderKind

# Names bend in no language: they are found as they are spelt.
NAME_WORDS = SearchVector("first_name", "last_name", "title", config="simple")
CHIEFS = [Role.CHIEF, Role.DIRECTOR]
SECRETARIAT = [Role.CONSULTANT, Role.SECRETARIAT_LEAD]


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def employees(self) -> "PersonQuerySet":
        """Active people of the municipality, chiefs and secretariat included."""
        return self.active().filter(roles__contains=[Role.EMPLOYEE])

    def chiefs(self) -> "PersonQuerySet":
        """Chefforum and direktørforum."""
        return self.active().filter(roles__overlap=CHIEFS)

    def consultants(self) -> "PersonQuerySet":
        return self.active().filter(roles__contains=[Role.CONSULTANT])

    def secretariat_leads(self) -> "PersonQuerySet":
        return self.active().filter(roles__contains=[Role.SECRETARIAT_LEAD])

    def demo(self) -> "PersonQuerySet":
        """The invented people of a demo."""
        return self.active().filter(email__regex=r"@(gaest\.)?demo\.example$")

    def with_password(self) -> "PersonQuerySet":
        """Who has chosen one, or been given one; the others sign in some other way, or not yet."""
        return self.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def in_danish_order(self) -> "PersonQuerySet":
        return self.order_by(danish_order("first_name"), danish_order("last_name"))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc] dynamic base
    def get_by_natural_key(self, email: str) -> "Person":
        return self.get(email=email.lower())

    def create_superuser(self, email: str, password: str) -> "Person":
        """The operator's first way in; everyone else comes through the actions."""
        person = self.model(email=email.lower(), is_superuser=True, first_name="Administrator")
        person.set_password(password)
        person.save()
        return person


def any_employee() -> "Person":
    """Somebody in the house with no part in any network: what they may read, every employee may."""
    return Person(pk=0, roles=[Role.EMPLOYEE])


class Person(AbstractBaseUser):
    """Somebody who can sign in: an employee, or a guest from outside the municipality."""

    email = models.EmailField(_("mailadresse"), unique=True)
    first_name = models.CharField(_("fornavn"), max_length=60)
    last_name = models.CharField(_("efternavn"), max_length=80, blank=True)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("afdeling"),
    )
    line_manager = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="staff",
        verbose_name=_("personaleleder"),
    )
    stakeholder_kind = models.ForeignKey(
        StakeholderKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("interessenttype"),
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices),
        default=list,
        blank=True,
        verbose_name=_("roller"),
    )
    language = models.CharField(
        _("sprog"), max_length=2, choices=Language.choices, default=Language.DANISH
    )
    wants_nudges_by_mail = models.BooleanField(_("vil have skub på mail"), default=True)
    is_in_relations = models.BooleanField(_("tæller med i forbindelserne"), default=True)
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    is_superuser = models.BooleanField(_("systemadministrator"), default=False)
    joined_at = models.DateTimeField(_("oprettet"), default=clock.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        indexes = [
            GinIndex(NAME_WORDS, name="person_by_words"),
            models.Index(
                danish_order("first_name"), danish_order("last_name"), name="person_by_alphabet"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="person_roles_are_known", condition=Q(roles__contained_by=Role.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def is_employee(self) -> bool:
        return Role.EMPLOYEE in self.roles

    @property
    def is_chief(self) -> bool:
        """In chefforum or direktørforum."""
        return not set(CHIEFS).isdisjoint(self.roles)

    @property
    def is_secretariat(self) -> bool:
        return not set(SECRETARIAT).isdisjoint(self.roles)

    @property
    def is_secretariat_lead(self) -> bool:
        return Role.SECRETARIAT_LEAD in self.roles

    # What Django's admin asks of a user; each ModelAdmin then asks its own predicates.
    @property
    def is_staff(self) -> bool:
        return self.is_secretariat or self.is_superuser

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff
