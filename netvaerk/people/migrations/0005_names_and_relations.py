import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_post_that_can_wait'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='is_in_relations',
            field=models.BooleanField(default=True, verbose_name='tæller med i forbindelserne'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('first_name', 'last_name', 'title', config='simple'), name='person_by_words'),
        ),
    ]
