"""Sessions that people wait for a seat in, and those where nobody has said who came."""

from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock
from netvaerk.dates import moment
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from secretariat.queries.desk.pile import Asked, Row, told_longest_waiting


def sessions() -> Asked:
    return Asked(
        "hold",
        _("Tilbud og ventelister"),
        lambda: told_longest_waiting(
            _in_want_of_something().order_by("since", "pk"),
            since_at="since",
            offering=F("offering__title"),
            begins_at="begins_at",
            ends_at="ends_at",
            waiting="waiting",
        ),
        lambda one: _note(one) if one.ends_at <= clock.now() else _make_room(one),
        all_url=reverse("admin:offerings_offeringsession_changelist"),
    )


def _in_want_of_something() -> QuerySet[Any]:
    """With people waiting, or over and nobody has noted who came."""
    now, here = clock.now(), Booking.objects.filter(session=OuterRef("pk"))
    queue = here.filter(state=BookingState.WAITING).order_by().values("session")
    seated = here.filter(state=BookingState.BOOKED)
    is_over = Q(ends_at__lte=now)
    unnoted = is_over & Q(attendance_noted_at=None) & Exists(seated)
    return (
        OfferingSession.objects.held()
        .annotate(queued_since=Subquery(queue.annotate(since=Min("booked_at")).values("since")))
        .annotate(waiting=Subquery(queue.annotate(waiting=Count("pk")).values("waiting")))
        .annotate(since=Case(When(is_over, then="ends_at"), default="queued_since"))
        .filter(unnoted | Q(begins_at__gt=now, queued_since__isnull=False))
    )


def _make_room(session: Any) -> Row:
    waiting = ngettext("%(n)s venter på en plads", "%(n)s venter på en plads", session.waiting)
    detail = _("{day}, {waiting}").format(
        day=moment(session.begins_at), waiting=waiting % {"n": session.waiting}
    )
    return Row(
        what=session.offering,
        detail=detail,
        since=session.since_at,
        label=_("Se holdet, og gør plads"),
        url=reverse("admin:offerings_offeringsession_change", args=[session.pk]) + "#id_capacity",
    )


def _note(session: Any) -> Row:
    return Row(
        what=session.offering,
        detail=_("{day}, ingen har noteret, hvem der kom").format(day=moment(session.begins_at)),
        since=session.since_at,
        label=_("Notér, hvem der kom"),
        url=reverse("offerings:session_attendance", args=[session.pk]),
    )
