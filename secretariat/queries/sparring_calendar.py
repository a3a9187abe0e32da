"""A conversation as a calendar knows it."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.calendar import Entry
from secretariat.enums import SparringState
from secretariat.models import SparringSession


def entry_of(session: SparringSession, *, with_question: bool = True) -> Entry:
    """An agreed conversation; the question is left out for those who don't take part."""
    begins = session.takes_place_at
    if begins is None or session.partner is None:
        raise ValueError("Only a conversation with a time and a partner stands in a calendar.")
    address = settings.SITE_URL + reverse("secretariat:sparring_detail", args=[session.pk])
    said = [session.question] if with_question else []
    return Entry(
        uid=f"{session.uid}@netvaerk",
        sequence=session.sequence,
        changed_at=session.changed_at,
        begins=begins,
        ends=begins + timedelta(minutes=session.minutes),
        summary=_("Sparring: {title} og {name}").format(
            title=session.network.title, name=session.partner.name
        ),
        description="\n\n".join([*said, address]),
        where=session.where,
        url=address,
        is_cancelled=session.state in {SparringState.WITHDRAWN, SparringState.NOT_HELD},
    )
