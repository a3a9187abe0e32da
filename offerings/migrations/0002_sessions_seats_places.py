
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import netvaerk.clock
import offerings.models.place
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0004_horizons'),
        ('offerings', '0001_offerings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('booked', 'Har en plads'), ('waiting', 'På ventelisten'), ('offered', 'Er tilbudt en plads'), ('cancelled', 'Meldt fra'), ('expired', 'Svarede ikke i tide')], default='booked', max_length=10, verbose_name='tilstand')),
                ('booked_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('offered_at', models.DateTimeField(null=True)),
                ('offered_until', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('has_attended', models.BooleanField(null=True)),
            ],
            options={
                'verbose_name': 'tilmelding',
                'verbose_name_plural': 'tilmeldinger',
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('usefulness', models.CharField(choices=[('now', 'Ja, allerede i denne uge'), ('later', 'Ja, men først senere'), ('no', 'Nej, ikke rigtigt')], max_length=5, verbose_name='kunne du bruge det?')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='hvad skal være anderledes næste gang?')),
                ('given_at', models.DateTimeField(default=netvaerk.clock.now)),
            ],
            options={
                'verbose_name': 'tilbagemelding',
                'verbose_name_plural': 'tilbagemeldinger',
            },
        ),
        migrations.CreateModel(
            name='OfferingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=500, verbose_name='hvad vil I bruge det til?')),
                ('asked_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_granted', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='svar')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'ønske om et tilbud',
                'verbose_name_plural': 'ønsker om tilbud',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='OfferingSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('begins_at', models.DateTimeField(verbose_name='begynder')),
                ('ends_at', models.DateTimeField(verbose_name='slutter')),
                ('elsewhere', models.CharField(blank=True, max_length=160, verbose_name='et andet sted')),
                ('link', models.URLField(blank=True, verbose_name='link')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='pladser')),
                ('book_by', models.DateTimeField(verbose_name='tilmelding senest')),
                ('planned_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('changed_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=300, verbose_name='hvorfor aflyst')),
                ('attendance_noted_at', models.DateTimeField(null=True)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'hold',
                'verbose_name_plural': 'hold',
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=90, unique=True, verbose_name='navn')),
                ('address', models.CharField(max_length=160, verbose_name='hvor det er')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='pladser')),
                ('good_for', models.CharField(blank=True, max_length=200, verbose_name='godt til')),
                ('may_be_reserved', models.BooleanField(default=True, help_text='Ellers bruges det kun til sekretariatets egne tilbud.', verbose_name='netværk må selv reservere det')),
                ('is_active', models.BooleanField(default=True, verbose_name='i brug')),
            ],
            options={
                'verbose_name': 'sted',
                'verbose_name_plural': 'steder',
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_at', models.DateTimeField(verbose_name='fra')),
                ('ends_at', models.DateTimeField(verbose_name='til')),
                ('reserved_at', models.DateTimeField(default=netvaerk.clock.now)),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'reservation',
                'verbose_name_plural': 'reservationer',
            },
        ),
        migrations.AddField(
            model_name='assignedoffering',
            name='settled_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='assignedoffering',
            name='unused_because',
            field=models.CharField(blank=True, max_length=300, verbose_name='hvorfor ikke brugt'),
        ),
        migrations.AddField(
            model_name='assignedoffering',
            name='used_on',
            field=models.DateField(blank=True, null=True, verbose_name='brugt'),
        ),
        migrations.AddField(
            model_name='offering',
            name='holder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offerings_held', to=settings.AUTH_USER_MODEL, verbose_name='holdes af'),
        ),
        migrations.AddField(
            model_name='offering',
            name='outside_holder',
            field=models.CharField(blank=True, max_length=120, verbose_name='eller af en udefra'),
        ),
        migrations.AddField(
            model_name='offering',
            name='types',
            field=models.ManyToManyField(blank=True, help_text='Vælg ingen, hvis tilbuddet er for alle.', related_name='+', to='networks.networktype', verbose_name='kun for netværkstyperne'),
        ),
        migrations.AddConstraint(
            model_name='assignedoffering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('unused_because', ''), ('used_on', None)), models.Q(('settled_at__isnull', False), ('unused_because', ''), ('used_on__isnull', False)), models.Q(('settled_at__isnull', False), ('used_on', None), models.Q(('unused_because', ''), _negated=True)), _connector='OR'), name='assigned_offering_settled_one_way'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(('holder', None), ('outside_holder', ''), _connector='OR'), name='offering_has_at_most_one_holder'),
        ),
        migrations.AddField(
            model_name='booking',
            name='booked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='booking',
            name='network',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bookings', to='networks.network'),
        ),
        migrations.AddField(
            model_name='booking',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to=settings.AUTH_USER_MODEL, verbose_name='hvem'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='booking',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='offerings.booking'),
        ),
        migrations.AddField(
            model_name='offeringrequest',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='offeringrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='offeringrequest',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offering_requests', to='networks.network'),
        ),
        migrations.AddField(
            model_name='offeringrequest',
            name='offering',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='offerings.offering'),
        ),
        migrations.AddField(
            model_name='offeringsession',
            name='held_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions_held', to=settings.AUTH_USER_MODEL, verbose_name='holdes af'),
        ),
        migrations.AddField(
            model_name='offeringsession',
            name='offering',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='offerings.offering', verbose_name='tilbud'),
        ),
        migrations.AddField(
            model_name='offeringsession',
            name='planned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='booking',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='offerings.offeringsession'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='place_holds_somebody'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='network',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reservations', to='networks.network'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='offerings.place'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='reserved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reservation',
            name='session',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reservation', to='offerings.offeringsession'),
        ),
        migrations.AddConstraint(
            model_name='offeringrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None), ('withdrawn_at', None)), fields=('offering', 'network'), name='one_waiting_request'),
        ),
        migrations.AddConstraint(
            model_name='offeringrequest',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='offering_request_says_why'),
        ),
        migrations.AddConstraint(
            model_name='offeringrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('is_granted', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='offering_request_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='offeringrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_granted', False), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='offering_request_no_says_why'),
        ),
        migrations.AddIndex(
            model_name='offeringsession',
            index=models.Index(fields=['offering', 'begins_at'], name='session_of_offering'),
        ),
        migrations.AddIndex(
            model_name='offeringsession',
            index=models.Index(fields=['begins_at'], name='session_by_moment'),
        ),
        migrations.AddConstraint(
            model_name='offeringsession',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='session_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='offeringsession',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='session_has_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='offeringsession',
            constraint=models.CheckConstraint(condition=models.Q(('book_by__lte', models.F('begins_at'))), name='session_is_booked_before_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='offeringsession',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), models.Q(('cancelled_because', ''), _negated=True), _connector='XOR'), name='session_called_off_says_why'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['session', 'state', 'booked_at'], name='booking_in_line'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('state', 'offered')), fields=['offered_until'], name='booking_offered'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'waiting', 'offered'])), fields=('session', 'person'), name='one_live_booking'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='booking_offered_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'waiting', 'offered']), ('ended_at__isnull', False), _connector='XOR'), name='booking_ended_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('has_attended', None), ('state', 'booked'), _connector='OR'), name='booking_attended_had_a_seat'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='booking_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:offered,offered:booked,offered:expired,booked:cancelled,waiting:cancelled,offered:cancelled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='53f388db4f991eef724304047ad73d459afad302', operation='UPDATE', pgid='pgtrigger_booking_moves_bd50b', table='offerings_booking', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['network', 'begins_at'], name='reservation_of_network'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='reservation_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('session', None), ('network', None), _connector='XOR'), name='reservation_is_a_sessions_or_a_networks'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[(models.Func(models.F('place'), models.F('place'), models.Value('[]'), function='INT8RANGE'), '='), (offerings.models.place.TsTzRange('begins_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_thing_at_a_time_in_a_place'),
        ),
    ]
