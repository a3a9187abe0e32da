"""The addresses that sign-in knows (allauth's own table), kept in step with the person's."""

from allauth.account.models import EmailAddress
from django.db import transaction

from netvaerk.people.models import Person


@transaction.atomic
def vouch_for_address(*, person: Person) -> None:
    """The person's address is theirs for certain: it comes from the municipality itself.

    Nobody gets in by this alone: the first password is chosen through a letter to the address.
    """
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": True}
    )
