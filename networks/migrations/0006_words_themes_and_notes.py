import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import netvaerk.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0005_promises'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AlignmentNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bearing', models.CharField(choices=[('on_course', 'På kurs'), ('new_direction', 'Ny retning'), ('let_us_talk', 'Vi skal tale sammen')], max_length=15, verbose_name='hvordan står det til?')),
                ('reason', models.TextField(verbose_name='hvorfor?')),
                ('written_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('answer', models.TextField(blank=True, default='', verbose_name='netværkets svar')),
                ('answered_at', models.DateTimeField(null=True)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'chefernes ord',
                'verbose_name_plural': 'chefernes ord',
                'ordering': ['-written_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StrategicThemeEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('edited_at', models.DateTimeField(default=netvaerk.clock.now)),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.AddField(
            model_name='strategictheme',
            name='owner',
            field=models.ForeignKey(blank=True, help_text='Den chef, der kan fortælle, hvad pejlemærket betyder.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owns_themes', to=settings.AUTH_USER_MODEL, verbose_name='ejer'),
        ),
        migrations.AddField(
            model_name='strategictheme',
            name='ends_on',
            field=models.DateField(blank=True, help_text='Tomt, så længe det gælder. Netværk, der bærer det, beholder det.', null=True, verbose_name='gælder til og med'),
        ),
        migrations.AddField(
            model_name='strategictheme',
            name='starts_on',
            field=models.DateField(blank=True, null=True, verbose_name='gælder fra'),
        ),
        migrations.AddField(
            model_name='strategictheme',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        # A theme that did not count any more has ended today.
        migrations.RunSQL(
            "UPDATE networks_strategictheme SET ends_on = CURRENT_DATE WHERE NOT is_active",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField(
            model_name='strategictheme',
            name='is_active',
        ),
        migrations.AddConstraint(
            model_name='strategictheme',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='strategic_theme_ends_after_it_starts'),
        ),
        migrations.AddField(
            model_name='alignmentnote',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='alignmentnote',
            name='direction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alignment_notes', to='networks.direction'),
        ),
        migrations.AddField(
            model_name='alignmentnote',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignment_notes', to='networks.network'),
        ),
        migrations.AddField(
            model_name='alignmentnote',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='strategicthemeedition',
            name='edited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='strategicthemeedition',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='strategicthemeedition',
            name='theme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='networks.strategictheme'),
        ),
        migrations.AddField(
            model_name='assumption',
            name='wording',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('sentence', config='danish', weight='A'), '||', django.contrib.postgres.search.SearchVector('outcome_words', config='danish', weight='B'), django.contrib.postgres.search.SearchConfig('danish')), '||', django.contrib.postgres.search.SearchVector('would_show', config='danish', weight='C'), django.contrib.postgres.search.SearchConfig('danish')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='learningentry',
            name='wording',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='danish', weight='A'), '||', django.contrib.postgres.search.SearchVector('learned', config='danish', weight='B'), django.contrib.postgres.search.SearchConfig('danish')), '||', django.contrib.postgres.search.SearchVector('text', 'believed', 'saw', 'therefore', config='danish', weight='C'), django.contrib.postgres.search.SearchConfig('danish')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='network',
            name='wording',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='danish', weight='A'), '||', django.contrib.postgres.search.SearchVector('challenge', config='danish', weight='C'), django.contrib.postgres.search.SearchConfig('danish')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='result',
            name='wording',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='danish', weight='A'), '||', django.contrib.postgres.search.SearchVector('text', 'for_whom', config='danish', weight='B'), django.contrib.postgres.search.SearchConfig('danish')), '||', django.contrib.postgres.search.SearchVector('demanded', 'not_to_copy', config='danish', weight='C'), django.contrib.postgres.search.SearchConfig('danish')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='alignmentnote',
            index=models.Index(fields=['network', '-written_at', '-id'], name='alignment_of_network'),
        ),
        migrations.AddConstraint(
            model_name='alignmentnote',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='alignment_note_says_why'),
        ),
        migrations.AddConstraint(
            model_name='alignmentnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='alignment_note_answered_says_how'),
        ),
        migrations.AddConstraint(
            model_name='strategicthemeedition',
            constraint=models.UniqueConstraint(fields=('theme', 'version'), name='one_edition_a_theme_version'),
        ),
        migrations.AddIndex(
            model_name='assumption',
            index=django.contrib.postgres.indexes.GinIndex(fields=['wording'], name='assumption_by_words'),
        ),
        migrations.AddIndex(
            model_name='learningentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['wording'], name='learning_by_words'),
        ),
        migrations.AddIndex(
            model_name='network',
            index=django.contrib.postgres.indexes.GinIndex(fields=['wording'], name='network_by_words'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=django.contrib.postgres.indexes.GinIndex(fields=['wording'], name='result_by_words'),
        ),
    ]
