from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Collate, Lower

LETTERS, PLACES = "æäøöåéèêëáàâíîóôúñçü", "{{||}eeeeaaaiioouncy"


def in_danish(name):
    word = Func(Lower(F(name)), Value(LETTERS), Value(PLACES), function="TRANSLATE")
    return Collate(word, "C")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_names_and_relations")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                fields=["subject_type", "subject_id", "verb", "-at"], name="audit_deed"
            ),
        ),
        migrations.RemoveIndex(model_name="auditentry", name="audit_subject"),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(
                fields=["dated_at", "id"],
                name="outbox_undelivered",
                condition=models.Q(state="dead"),
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                in_danish("first_name"), in_danish("last_name"), name="person_by_alphabet"
            ),
        ),
    ]
