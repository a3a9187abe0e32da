import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0006_words_themes_and_notes'),
        ('offerings', '0003_words_of_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='wording',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='danish', weight='A'), '||', django.contrib.postgres.search.SearchVector('gives', config='danish', weight='B'), django.contrib.postgres.search.SearchConfig('danish')), '||', django.contrib.postgres.search.SearchVector('asks', config='danish', weight='C'), django.contrib.postgres.search.SearchConfig('danish')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='offering',
            index=django.contrib.postgres.indexes.GinIndex(fields=['wording'], name='offering_by_words'),
        ),
    ]
