from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.enums import Audience, Channel

MAY_HOLD_TITLE = _("Må bruge {title}.")
MAY_HOLD_BOTH = _("Må bruge {title} og {waited}.")
ENGLISH_HELP = _("Til dem, der læser engelsk. Er feltet tomt, får de den danske tekst.")


class NudgeRuleQuerySet(models.QuerySet["NudgeRule"]):
    def on(self) -> "NudgeRuleQuerySet":
        return self.filter(is_on=True)


class NudgeRule(models.Model):
    """When a rule of the code becomes a mail, to whom, how and in which words.

    It is on only when somebody has looked at who would be asked (`looked_at`).
    """

    key = models.SlugField(_("nøgle"), unique=True)
    name = models.CharField(_("navn"), max_length=90)
    subject = models.CharField(_("emne"), max_length=160, help_text=MAY_HOLD_TITLE)
    question = models.TextField(_("spørgsmål"), help_text=MAY_HOLD_BOTH)
    why = models.CharField(_("hvorfor får jeg det?"), max_length=300)
    subject_en = models.CharField(
        _("emne på engelsk"), max_length=160, blank=True, default="", help_text=ENGLISH_HELP
    )
    question_en = models.TextField(_("spørgsmål på engelsk"), blank=True, default="")
    why_en = models.CharField(
        _("hvorfor får jeg det? på engelsk"), max_length=300, blank=True, default=""
    )
    audience = models.CharField(
        _("hvem spørges?"),
        max_length=12,
        choices=Audience.choices,
        default=Audience.EVERYONE,
        help_text=_("Af dem, det venter på. De andre ser det stadig på deres forside."),
    )
    delay_days = models.PositiveSmallIntegerField(_("dage, før der spørges"))
    repeat_days = models.PositiveSmallIntegerField(_("dage mellem gentagelser"))
    at_most = models.PositiveSmallIntegerField(
        _("højst så mange gange"),
        default=3,
        help_text=_("Så mange gange spørges der om det samme. Bagefter står det kun på forsiden."),
    )
    channel = models.PositiveSmallIntegerField(
        _("hvordan"),
        choices=Channel.choices,
        default=Channel.DAILY,
        help_text=_("Modtageren kan vælge en roligere måde, aldrig en mere utålmodig."),
    )
    is_on = models.BooleanField(_("slået til"), default=False)
    active_from = models.DateField(
        _("gælder fra"),
        null=True,
        blank=True,
        help_text=_(
            "Spørgsmål, der skulle have været stillet før denne dag, bliver ikke stillet bagefter."
        ),
    )
    looked_at = models.DateTimeField(_("prøvekørslen er set"), null=True, editable=False)
    looked_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("set af"),
    )

    objects = NudgeRuleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("regel for skub")
        verbose_name_plural = _("regler for skub")
        constraints = [
            models.CheckConstraint(
                name="nudge_rule_repeats_after_a_day", condition=Q(repeat_days__gte=1)
            ),
            models.CheckConstraint(name="nudge_rule_asks_once", condition=Q(at_most__gte=1)),
            models.CheckConstraint(
                name="nudge_rule_on_has_a_first_day",
                condition=Q(is_on=False) | Q(active_from__isnull=False),
            ),
            models.CheckConstraint(
                name="nudge_rule_on_has_been_looked_at",
                condition=Q(is_on=False) | Q(looked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nudge_rule_channel_is_known", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name
