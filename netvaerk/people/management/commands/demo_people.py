from typing import Any

from django.core.management.base import BaseCommand

from netvaerk.people.actions.accounts import DEMO_PASSWORD
from netvaerk.people.queries.person import demo_people


class Command(BaseCommand):
    help = "Print the people that the demo can be entered as"

    def handle(self, **options: Any) -> None:
        people = demo_people()
        name = max((len(person.name) for person in people), default=0)
        email = max((len(person.email) for person in people), default=0)
        for person in people:
            self.stdout.write(f"  {person.name:<{name}}  {person.email:<{email}}  {person.part}")
        if people:
            self.stdout.write(f"Choose one on the sign-in page; the password is {DEMO_PASSWORD}")
