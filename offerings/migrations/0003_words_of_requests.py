
import django.db.models.deletion
import netvaerk.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offerings", "0002_sessions_seats_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="offeringrequest",
            name="asked_at",
            field=models.DateTimeField(default=netvaerk.clock.now, verbose_name="hvornår"),
        ),
        migrations.AlterField(
            model_name="offeringrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="hvem bad om det",
            ),
        ),
        migrations.AlterField(
            model_name="offeringrequest",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="offering_requests",
                to="networks.network",
                verbose_name="netværk",
            ),
        ),
        migrations.AlterField(
            model_name="offeringrequest",
            name="offering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="offerings.offering",
                verbose_name="tilbud",
            ),
        ),
    ]
