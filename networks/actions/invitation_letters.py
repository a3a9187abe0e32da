"""What is written to somebody who is asked into a network, and to whoever asked."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.dates import day
from netvaerk.mail import Letter
from netvaerk.words import Words
from networks.models import NetworkInvitation

day_in_words = lazy(day, str)
DECLINES = _("{who} siger nej tak til »{title}«")


def letter_to_invited(invitation: NetworkInvitation, token: str, *, is_reminder: bool) -> Letter:
    """The same words in the first letter and the reminder; each has a key of its own."""
    name, network = invitation.invited_by.name, invitation.network
    subject = (
        _("{name} venter på dit svar: »{title}«")
        if is_reminder
        else _("{name} inviterer dig til »{title}«")
    )
    return Letter(
        subject=format_lazy(subject, name=name, title=network.title),
        paragraphs=[
            format_lazy(
                _("{name} inviterer dig til at være med i netværket »{title}«. {challenge}"),
                name=name,
                title=network.title,
                challenge=network.challenge,
            ),
            _(
                "Et netværk er mennesker fra forskellige steder, der i en periode undersøger en "
                "udfordring, som ingen kan løse alene."
            ),
            format_lazy(_("Det beder vi om: {asked}."), asked=_asked_of(invitation)),
            format_lazy(
                _("Linket er kun til {email} og virker i syv dage. Du kan svare uden en konto."),
                email=invitation.email,
            ),
        ],
        quotes=[
            (name, invitation.words),
            (_("Derfor netop dig"), invitation.why_you),
        ],
        why=format_lazy(_("Du får mailen, fordi {name} har skrevet din adresse."), name=name),
        button_label=_("Læs og svar"),
        button_path=reverse("networks:invitation_answer", args=[token]),
        has_account=False,
    )


def _asked_of(invitation: NetworkInvitation) -> Words:
    if not invitation.asks_until:
        return invitation.asks_hours
    until = day_in_words(invitation.asks_until)
    return format_lazy(_("{hours}, til {until}"), hours=invitation.asks_hours, until=until)


def letter_with_answer(invitation: NetworkInvitation) -> Letter:
    """For whoever asked: a name only from somebody who came in, their own word, nothing else."""
    who = invitation.person.name if invitation.person else invitation.email
    subject = _("{who} siger ja til »{title}«") if invitation.has_accepted else DECLINES
    after = (
        _("Tag godt imod: et opkald eller en kop kaffe gør det første møde lettere.")
        if invitation.has_accepted
        else _("Tak for at spørge. Måske kender I en anden, der kan give det samme blik.")
    )
    return Letter(
        subject=format_lazy(subject, who=who, title=invitation.network.title),
        paragraphs=[after],
        quotes=[(who, invitation.answer_words)] if invitation.answer_words else [],
        button_label=_("Se invitationerne"),
        button_path=reverse("networks:invitation_list", args=[invitation.network.slug]),
        why=_("Du får mailen, fordi du sendte invitationen."),
    )
