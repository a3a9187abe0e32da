from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_letters_with_calendar'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='nøgle')),
                ('singular', models.CharField(help_text='Med småt, som midt i en sætning.', max_length=40, verbose_name='i ental')),
                ('plural', models.CharField(max_length=40, verbose_name='i flertal')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='rækkefølge')),
            ],
            options={
                'verbose_name': 'ord for en rolle',
                'verbose_name_plural': 'ord for roller',
                'ordering': ['position', 'key'],
            },
        ),
    ]
