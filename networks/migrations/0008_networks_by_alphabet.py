from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Collate, Lower

LETTERS, PLACES = "æäøöåéèêëáàâíîóôúñçü", "{{||}eeeeaaaiioouncy"
TITLE = Func(Lower(F("title")), Value(LETTERS), Value(PLACES), function="TRANSLATE")


class Migration(migrations.Migration):
    dependencies = [("networks", "0007_learning_by_moment")]

    operations = [
        migrations.AddIndex(
            model_name="network",
            index=models.Index(Collate(TITLE, "C"), F("id"), name="network_by_alphabet"),
        ),
    ]
