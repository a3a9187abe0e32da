from django.core.management.base import BaseCommand

from secretariat.actions.content import install_content


class Command(BaseCommand):
    help = "Add the first content (questions, types, phases, nudge rules) that is not there yet."

    def handle(self, *args: object, **options: object) -> None:
        install_content()
