"""Who is who among ten thousand, by number: whoever looks at the pages is among the first."""

from dataclasses import dataclass

CONSULTANTS = range(1, 21)
LEAD = 21
DIRECTORS = range(22, 28)
CHIEFS = range(28, 88)
ROOT = 88
# Those who look: the network with a quarter of everything is number 1.
CHIEF, LEADER, MEMBER, EMPLOYEE, RECEIVER = 28, 101, 102, 103, 104
CONSULTANT = 1
BIGGEST = 1
FIRST_IN_THE_CROWD = 110  # members and authors are drawn from here
AREAS, DEPARTMENTS, UNITS = 6, 60, 120
SECRETARIAT_DEPARTMENT = 60
INTEGRATION_KEY = "bench-1"


@dataclass(frozen=True)
class Crowd:
    """The rest, as numbers from … to."""

    people: int

    @property
    def first_guest(self) -> int:
        """The last tenth comes from outside."""
        return self.people - self.people // 10 + 1

    @property
    def size(self) -> int:
        return self.people - FIRST_IN_THE_CROWD + 1


def onlookers(people: int) -> dict[str, int]:
    """Whose eyes each page is seen with, by role."""
    return {
        "chief": CHIEF,
        "leader": LEADER,
        "member": MEMBER,
        "employee": EMPLOYEE,
        "receiver": RECEIVER,
        "consultant": CONSULTANT,
        "lead": LEAD,
        "guest": Crowd(people).first_guest,
        "root": ROOT,
    }
