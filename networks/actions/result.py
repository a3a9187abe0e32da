"""What a network leaves behind: results, written as cards while it runs."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from networks.actions.establishment import locked
from networks.models import Network, Result
from networks.permissions.result import can_edit_result, can_write_result


class ResultSavedWithOtherWords(Refusal):
    """The form has been saved before with other words; these would be lost without a word."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Resultatet er allerede gemt én gang, men med en anden tekst. "
                "Gem igen, hvis det her skal være et resultat for sig."
            )
        )


@transaction.atomic
def write_result(*, by: Person, network: Network, form_key: uuid.UUID, **words: str) -> Result:
    """Write a result: `words` are title, text, for_whom, demanded, not_to_copy and audience."""
    network = locked(network)
    require(can_write_result(by, network))
    result, is_new = Result.objects.get_or_create(
        form_key=form_key,
        defaults={"network": network, "written_by": by, "written_at": clock.now(), **words},
    )
    require(result.written_by_id == by.pk and result.network_id == network.pk)
    if is_new:
        record(by=by, verb="write_result", subject=network, result=result.pk)
    elif not _says(result, words):
        raise ResultSavedWithOtherWords
    return result


@transaction.atomic
def edit_result(*, by: Person, result: Result, based_on: int, **words: str) -> Result:
    """Save all the words anew; `based_on` is the version that the writer saw.

    Raises EditedMeanwhile, with the result as it stands, when somebody else saved in between.
    """
    network = locked(result.network)
    result = network.results.select_for_update(of=("self",)).get(pk=result.pk)
    result.network = network
    require(can_edit_result(by, result))
    if _says(result, words):
        return result
    if result.version != based_on:
        raise EditedMeanwhile(result)
    for name, said in words.items():
        setattr(result, name, said)
    result.version += 1
    result.save(update_fields=[*words, "version"])
    record(by=by, verb="edit_result", subject=network, result=result.pk, version=result.version)
    return result


def _says(result: Result, words: dict[str, str]) -> bool:
    return all(getattr(result, name) == said for name, said in words.items())
