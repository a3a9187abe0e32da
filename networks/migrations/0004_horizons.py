from django.db import migrations

# The types that were shipped before a type had its length in months.
LENGTHS = """
    UPDATE networks_networktype
    SET months = CASE key WHEN 'velfaerd' THEN 6 ELSE 5 END
    WHERE key IN ('velfaerd', 'laering') AND months IS NULL
"""
MAY_HOLD = "UPDATE networks_networktype SET may_hold_subnetworks = true WHERE key = 'innovation'"
# PostgreSQL's interval of months is a calendar one: 31 August and six months is 28 February.
HORIZONS = """
    UPDATE networks_network network
    SET horizon_on = (
        (network.established_at AT TIME ZONE 'Europe/Copenhagen')::date
        + make_interval(months => type.months)
    )::date
    FROM networks_networktype type
    WHERE type.id = network.type_id
      AND type.months IS NOT NULL
      AND network.status = 'established'
      AND network.horizon_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0003_reopened_assumption")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (LENGTHS, MAY_HOLD, HORIZONS)
    ]
