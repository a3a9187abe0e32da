from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networks", "0006_words_themes_and_notes")]

    operations = [
        migrations.AddIndex(
            model_name="learningentry",
            index=models.Index(fields=["-noted_at", "-id"], name="learning_by_moment"),
        ),
    ]
