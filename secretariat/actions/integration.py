"""Another system's key: made, made anew, and closed for good."""

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.invitations import new_token
from netvaerk.people.models import Person
from netvaerk.people.models.invitation import fingerprint
from netvaerk.refusals import require
from secretariat.models import Integration
from secretariat.permissions.integration import can_keep_integrations


@transaction.atomic
def save_integration(*, by: Person, integration: Integration, with_new_key: bool = False) -> str:
    """Save it, and return its key if one was made: then, and never again.

    A new one gets a key anyway; a new key kills the one before at once. A closed one is refused.
    """
    require(can_keep_integrations(by))
    is_new = integration.pk is None
    # Held, or one that is closed meanwhile would be saved open again.
    held = Integration.objects.open().select_for_update().filter(pk=integration.pk)
    require(is_new or held.first() is not None)
    if is_new or with_new_key:
        key, verb = new_token(), "renew_integration_key"
        integration.key_hash, integration.key_made_at = fingerprint(key), clock.now()
    else:
        key, verb = "", "edit_integration"
    integration.full_clean()
    integration.save()
    record(by=by, verb="open_integration" if is_new else verb, subject=integration)
    return key


@transaction.atomic
def close_integration(*, by: Person, integration: Integration) -> None:
    """It reads nothing from now on; closing a closed one changes nothing."""
    require(can_keep_integrations(by))
    if Integration.objects.open().filter(pk=integration.pk).update(closed_at=clock.now()):
        record(by=by, verb="close_integration", subject=integration)
