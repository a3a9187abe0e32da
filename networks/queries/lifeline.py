"""Networks as lines through time: from the chiefs' yes, through the phases, to the end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.charts import Lifeline, Lifelines, Mark, Span
from networks.models import Phase
from networks.queries.harvest import Step


def first_phase() -> Subquery:
    """The name of the phase in which the network that is asked for began."""
    of_type = Phase.objects.filter(Q(types=None) | Q(types=OuterRef("type")))
    return Subquery(of_type.order_by("position", "pk").values("name")[:1])


def lifeline_of(
    network: Any, steps: Iterable[Step], marks: Sequence[Mark] = (), *, url: str = ""
) -> Lifeline:
    """`network` knows its `began_in`; `steps` are its phases, the oldest first."""
    return Lifeline(network.title, tuple(_spans(network, steps)), tuple(marks), url=url)


def lifelines(
    lines: Sequence[Lifeline], *, name: str, title: str, description: str
) -> Lifelines | None:
    """One picture that holds them all; none without a line."""
    if not lines:
        return None
    days = [span.begins for line in lines for span in line.spans]
    ends = [span.ends for line in lines for span in line.spans]
    today = clock.today()
    last = today if None in ends else max((one for one in ends if one), default=today)
    return Lifelines(
        name=name,
        title=title,
        description=description,
        thing=_("Netværk"),
        begins=min(days, default=today).replace(day=1),
        ends=last,
        today=today if last == today else None,
        lines=tuple(lines),
    )


def _spans(network: Any, steps: Iterable[Step]) -> Iterator[Span]:
    until = local_day(network.closed_at) if network.closed_at else None
    moments = [(_("Bliver etableret"), local_day(network.decided_at))]
    if network.established_at:
        moments.append((network.began_in or _("I gang"), local_day(network.established_at)))
    for step in steps:
        if step.name != moments[-1][0]:
            moments.append((step.name, local_day(step.at)))
    ends = [day for _name, day in moments[1:]]
    for (words, begins), end in zip(moments, [*ends, until], strict=True):
        if begins != end:  # what came and went within a day has no length
            yield Span(words, begins, end)


def local_day(moment: Any) -> date:
    return timezone.localtime(moment).date()
