from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models import Person
from secretariat.enums import Audience
from secretariat.models.audience import people_in


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def out(self, today: date) -> "AnnouncementQuerySet":
        """Sent, and still worth telling."""
        return self.filter(sent_at__isnull=False, withdrawn_at=None, ends_on__gte=today)

    def visible_to(self, person: Person) -> "AnnouncementQuerySet":
        """The secretariat sees all; others what was sent to an audience that they belong to."""
        if person.is_secretariat:
            return self
        me = Person.objects.active().filter(pk=person.pk)
        mine = (Q(audience=one.value) & Exists(people_in(one, me)) for one in Audience)
        return self.filter(reduce(or_, mine), sent_at__isnull=False, withdrawn_at=None)


class Announcement(models.Model):
    """What the secretariat tells an audience: a theme round opens, a day is to be held free.

    It travels like a nudge: planned once a person, in the letter that the person has chosen.
    """

    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"))
    link_label = models.CharField(_("knappens tekst"), max_length=60, blank=True, default="")
    link = models.CharField(
        _("hvor knappen fører hen"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("En adresse, der begynder med https://, eller en side her, f.eks. /forslag/."),
    )
    audience = models.CharField(
        _("til"), max_length=12, choices=Audience.choices, default=Audience.EMPLOYEES
    )
    ends_on = models.DateField(
        _("sidste dag, den er værd at få"),
        help_text=_("Hvis en mail venter længere end det, bliver den ikke sendt."),
    )
    written_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("skrevet af"),
        editable=False,
    )
    written_at = models.DateTimeField(_("skrevet"), default=clock.now, editable=False)
    sent_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sendt af"),
        editable=False,
    )
    sent_at = models.DateTimeField(_("sendt"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("meddelelse")
        verbose_name_plural = _("meddelelser")
        constraints = [
            models.CheckConstraint(
                name="announcement_sent_has_a_sender",
                condition=Q(sent_at=None, sent_by=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="announcement_button_is_whole",
                condition=Q(link="", link_label="") | ~Q(link="") & ~Q(link_label=""),
            ),
            models.CheckConstraint(
                name="announcement_withdrawn_was_sent",
                condition=Q(withdrawn_at=None) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
