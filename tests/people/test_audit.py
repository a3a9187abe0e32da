"""The audit trail can be added to, and nothing else, by whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(mia):
    return record(by=mia, verb="look", subject=mia, unit="3")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.update(verb="other"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
        lambda entry: connection.cursor().execute("UPDATE people_auditentry SET verb = 'other'"),
        lambda entry: connection.cursor().execute("DELETE FROM people_auditentry"),
    ],
    ids=["update", "delete all", "delete", "save", "sql update", "sql delete"],
)
def test_what_is_written_stays(entry, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(entry)
    assert AuditEntry.objects.values_list("verb", "facts").get() == ("look", {"unit": "3"})


def test_an_entry_goes_with_a_deed_that_was_undone(mia):
    with transaction.atomic():
        record(by=mia, verb="look", subject=mia)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0
