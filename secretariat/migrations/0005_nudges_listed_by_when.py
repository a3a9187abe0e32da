from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0004_nudges_have_their_letters")]

    operations = [
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(fields=["-planned_at", "-id"], name="nudge_newest"),
        ),
    ]
