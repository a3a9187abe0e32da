from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models.invitation import fingerprint
from secretariat.enums import FeedKind


class FeedQuerySet(models.QuerySet["Feed"]):
    def with_key(self, key: str) -> "FeedQuerySet":
        return self.filter(key_hash=fingerprint(key))


class Feed(models.Model):
    """A secret address that a person's calendar or news reader follows; only the key's SHA-256 is
    kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="feeds")
    kind = models.CharField(max_length=12, choices=FeedKind.choices, default=FeedKind.OWN)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse at følge")
        verbose_name_plural = _("adresser at følge")
        constraints = [
            models.UniqueConstraint(name="one_feed_of_each_kind", fields=["person", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
