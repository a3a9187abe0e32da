from django.db import migrations

# A letter of its own was written with each nudge, named by its cause.
LINK = """
UPDATE secretariat_nudge AS nudge SET letter_id = letter.id
FROM people_outboxmail AS letter
WHERE letter.cause = 'nudge:' || nudge.id
"""


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0003_nudges_that_can_be_trusted")]

    operations = [migrations.RunSQL(LINK, migrations.RunSQL.noop)]
