from django.core.management.base import BaseCommand, CommandError

from netvaerk.refusals import Refusal
from secretariat.demo.loader import load_demo


class Command(BaseCommand):
    help = "Load the demo story into an empty database (DEMO=1 only)."

    def handle(self, *args: object, **options: object) -> None:
        try:
            is_loaded = load_demo()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if not is_loaded:
            self.stdout.write("There are people in the database already: nothing was loaded.")
