"""Three, six and twelve months after: does the result still live?"""

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.enums import Afterlife
from networks.models import LookAgain, Result
from networks.permissions.result import can_look_again

SENTENCES = {
    Afterlife.LIVES: _("Et resultat fra »{title}« lever"),
    Afterlife.CHANGED: _("Et resultat fra »{title}« har ændret sig"),
    Afterlife.DIED: _("Et resultat fra »{title}« lever ikke længere"),
}


@transaction.atomic
def answer_look_again(*, by: Person, look: LookAgain, answer: str, words: str) -> LookAgain:
    """The receiver says how the result fares, with a sentence that says why."""
    held = LookAgain.objects.select_for_update(of=("self",)).select_related("result__network")
    look = held.get(pk=look.pk)
    if (look.answer, look.words, look.answered_by_id) == (answer, words, by.pk):
        return look  # a second click
    require(can_look_again(by, look))
    look.answer, look.words = answer, words
    look.answered_by, look.answered_at = by, clock.now()
    look.save(update_fields=["answer", "words", "answered_by", "answered_at"])
    record(by=by, verb="look_again", subject=look.result.network, look=look.pk, answer=answer)
    _tell(look, by=by)
    return look


def _tell(look: LookAgain, *, by: Person) -> None:
    """Those who led it and stood behind it; the words only to whoever may read the result."""
    network = look.result.network
    for person in {network.leader, network.reference_leader} - {by}:
        may_read = Result.objects.visible_to(person).filter(pk=look.result_id).exists()
        queue_mail(
            to=person,
            cause=f"look-again:{look.pk}:{person.pk}",
            kind="look_again",
            letter=Letter(
                subject=format_lazy(SENTENCES[Afterlife(look.answer)], title=network.title),
                paragraphs=[
                    format_lazy(
                        _("{name} har set på det {months} måneder efter, at netværket sluttede."),
                        name=by.name,
                        months=look.months,
                    )
                ],
                quotes=[(look.result.title, look.words)] if may_read else [],
                button_label=_("Se aftrykket"),
                button_path=reverse("networks:result_list", args=[network.slug]),
                why=_("Du får mailen, fordi du ledede netværket eller var dets referenceleder."),
            ),
        )
