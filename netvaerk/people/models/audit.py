import pgtrigger
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class AuditEntry(models.Model):
    """Who did what to what, when. Facts are ids and short words, never what people wrote."""

    at = models.DateTimeField(_("hvornår"), default=clock.now)
    by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("hvem"),
    )
    verb = models.CharField(_("handling"), max_length=60)
    subject_type = models.CharField(_("hvad"), max_length=60)
    subject_id = models.CharField(_("nummer"), max_length=40)
    facts = models.JSONField(_("detaljer"), default=dict)

    class Meta:
        verbose_name = _("spor")
        verbose_name_plural = _("revisionsspor")
        # Few of an object's deeds are told on the desk: they are found by what they are.
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "verb", "-at"], name="audit_deed")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return gettext("Spor %(number)s") % {"number": self.pk}
