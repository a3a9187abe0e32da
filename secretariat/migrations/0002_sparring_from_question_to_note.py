
import django.core.validators
import django.db.models.deletion
import netvaerk.clock
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# Conversations that were arranged before a network could ask: all were agreed, with the leader.
# Deferred foreign keys are checked at once, so that the table can be altered afterwards.
FILL = """
    SET CONSTRAINTS ALL IMMEDIATE;
    INSERT INTO secretariat_sparringformat
        (key, name, meaning, asks, usually_with, minutes, position, is_active)
    SELECT 'samtale', 'Samtale', 'I taler om ét spørgsmål, og partneren spørger mere end svarer.',
           'Et spørgsmål, I ikke selv kan svare på endnu.', 'consultant', 60, 0, true
    WHERE EXISTS (SELECT FROM secretariat_sparringsession);
    UPDATE secretariat_sparringsession
    SET state = 'agreed', uid = gen_random_uuid(), form_key = gen_random_uuid(),
        format_id = (SELECT id FROM secretariat_sparringformat WHERE key = 'samtale');
    INSERT INTO secretariat_sparringsession_people (sparringsession_id, person_id)
    SELECT session.id, network.leader_id
    FROM secretariat_sparringsession session JOIN networks_network network
      ON network.id = session.network_id;
    SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0004_horizons'),
        ('secretariat', '0001_secretariat'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='første dag')),
                ('last_on', models.DateField(verbose_name='sidste dag')),
            ],
            options={
                'verbose_name': 'fravær',
                'verbose_name_plural': 'fravær',
                'ordering': ['-first_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('own', 'Min kalender'), ('secretariat', 'Sekretariatets kalender')], default='own', max_length=12)),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=netvaerk.clock.now)),
            ],
            options={
                'verbose_name': 'kalenderadresse',
                'verbose_name_plural': 'kalenderadresser',
            },
        ),
        migrations.CreateModel(
            name='ConsultantProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('knows', models.CharField(help_text='For eksempel »skole, fravær, pårørende«.', max_length=200, verbose_name='kender til')),
                ('hours_a_week', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(37)], verbose_name='timer om ugen til netværk')),
            ],
            options={
                'verbose_name': 'konsulentprofil',
                'verbose_name_plural': 'konsulentprofiler',
            },
        ),
        migrations.CreateModel(
            name='SparringFormat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='nøgle')),
                ('name', models.CharField(max_length=60, verbose_name='navn')),
                ('meaning', models.CharField(max_length=240, verbose_name='sådan foregår det')),
                ('asks', models.CharField(max_length=240, verbose_name='det kræver af netværket')),
                ('usually_with', models.CharField(choices=[('consultant', 'En konsulent'), ('reference', 'Netværkets referenceleder'), ('co_driver', 'Netværkets co-driver'), ('peers', 'Andre netværksledere')], default='consultant', max_length=10, verbose_name='som regel med')),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(480)], verbose_name='minutter')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='rækkefølge')),
                ('is_active', models.BooleanField(default=True, verbose_name='kan vælges')),
            ],
            options={
                'verbose_name': 'form for sparring',
                'verbose_name_plural': 'former for sparring',
                'ordering': ['position', 'key'],
            },
        ),
        migrations.CreateModel(
            name='SparringNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='det vil vi huske')),
                ('written_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SparringTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_at', models.DateTimeField(verbose_name='hvornår')),
            ],
            options={
                'ordering': ['begins_at'],
            },
        ),
        migrations.AlterModelOptions(
            name='sparringsession',
            options={'ordering': ['takes_place_at', 'pk'], 'verbose_name': 'sparring', 'verbose_name_plural': 'sparring'},
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='asked_at',
            field=models.DateTimeField(null=True, verbose_name='ønsket'),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='changed_at',
            field=models.DateTimeField(default=netvaerk.clock.now),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='form_key',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='logged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='logged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=60, verbose_name='minutter'),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='people',
            field=models.ManyToManyField(related_name='sparring_taken_part_in', to=settings.AUTH_USER_MODEL, verbose_name='hvem er med'),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='state',
            field=models.CharField(choices=[('asked', 'Venter på sekretariatet'), ('assigned', 'Mangler et tidspunkt'), ('agreed', 'Aftalt'), ('held', 'Holdt'), ('not_held', 'Ikke holdt'), ('withdrawn', 'Trukket tilbage')], default='asked', max_length=10, verbose_name='tilstand'),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='uid',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='where',
            field=models.CharField(blank=True, max_length=200, verbose_name='sted eller link'),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='assigned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='assigned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='partner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sparring', to=settings.AUTH_USER_MODEL, verbose_name='sparringspartner'),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='takes_place_at',
            field=models.DateTimeField(null=True, verbose_name='hvornår'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sparringsession',
            trigger=pgtrigger.compiler.Trigger(name='sparring_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:assigned,asked:agreed,asked:withdrawn,assigned:agreed,assigned:withdrawn,agreed:assigned,agreed:held,agreed:not_held,agreed:withdrawn,held:not_held,not_held:held}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='968f099e4cf06b64c20efb16331c173280f044c1', operation='UPDATE', pgid='pgtrigger_sparring_moves_6d237', table='secretariat_sparringsession', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='absence',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='konsulent'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultantprofile',
            name='person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consultant_profile', to=settings.AUTH_USER_MODEL, verbose_name='konsulent'),
        ),
        migrations.AddField(
            model_name='sparringsession',
            name='format',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='secretariat.sparringformat', verbose_name='form'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='sparringsession',
            name='form_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name='sparringsession',
            name='format',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='secretariat.sparringformat', verbose_name='form'),
        ),
        migrations.AddIndex(
            model_name='sparringsession',
            index=models.Index(fields=['state', 'takes_place_at'], name='sparring_by_state'),
        ),
        migrations.AddIndex(
            model_name='sparringsession',
            index=models.Index(fields=['partner', 'takes_place_at'], name='sparring_of_partner'),
        ),
        migrations.AddConstraint(
            model_name='sparringsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), models.Q(('assigned_at__isnull', False), ('assigned_by__isnull', False)), _connector='OR'), name='sparring_was_asked_or_assigned'),
        ),
        migrations.AddConstraint(
            model_name='sparringsession',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'withdrawn']), models.Q(('assigned_at__isnull', False), ('partner__isnull', False)), _connector='OR'), name='sparring_assigned_has_a_partner'),
        ),
        migrations.AddConstraint(
            model_name='sparringsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'held', 'not_held']), _negated=True), ('takes_place_at__isnull', False), _connector='OR'), name='sparring_agreed_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='sparringsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['held', 'not_held']), _negated=True), models.Q(('logged_at__isnull', False), ('logged_by__isnull', False)), _connector='OR'), name='sparring_logged_by_somebody'),
        ),
        migrations.AddField(
            model_name='sparringnote',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sparringnote',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='secretariat.sparringsession'),
        ),
        migrations.AddField(
            model_name='sparringtime',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sparringtime',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times', to='secretariat.sparringsession'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='absence_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('person', 'kind'), name='one_feed_of_each_kind'),
        ),
        migrations.AddConstraint(
            model_name='sparringnote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='sparring_note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='sparringtime',
            constraint=models.UniqueConstraint(fields=('session', 'begins_at'), name='one_time_once_a_sparring'),
        ),
    ]
