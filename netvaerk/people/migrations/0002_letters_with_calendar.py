
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxmail',
            name='calendar',
            field=models.TextField(blank=True, default='', verbose_name='kalender'),
        ),
    ]
