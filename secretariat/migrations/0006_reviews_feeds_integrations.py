import django.db.models.deletion
import netvaerk.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('secretariat', '0005_nudges_listed_by_when'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # An address is followed by news readers too.
        migrations.RenameModel(old_name='CalendarFeed', new_name='Feed'),
        migrations.AlterModelOptions(
            name='feed',
            options={'verbose_name': 'adresse at følge', 'verbose_name_plural': 'adresser at følge'},
        ),
        migrations.AlterField(
            model_name='feed',
            name='kind',
            field=models.CharField(choices=[('own', 'Min kalender'), ('secretariat', 'Sekretariatets kalender'), ('learning', 'Nyt, netværk har lært'), ('networks', 'Nye netværk')], default='own', max_length=12),
        ),
        migrations.AlterField(
            model_name='feed',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Integration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='For eksempel »Intranettet«.', max_length=80, unique=True, verbose_name='navn')),
                ('contact', models.CharField(help_text='En afdeling eller en funktion.', max_length=120, verbose_name='hvem passer den?')),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('key_made_at', models.DateTimeField(default=netvaerk.clock.now, editable=False, verbose_name='nøglen er fra')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='lukket')),
            ],
            options={
                'verbose_name': 'integration',
                'verbose_name_plural': 'integrationer',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('key_hash', ''), _negated=True), name='integration_has_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField(default=netvaerk.clock.now, verbose_name='holdt')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='afsluttet af')),
            ],
            options={
                'verbose_name': 'gennemgang',
                'verbose_name_plural': 'gennemgange',
                'ordering': ['-held_at', '-id'],
            },
        ),
    ]
