"""What waits around the offerings, in the order in which a person meets it."""

from netvaerk.nudges import Rule
from offerings.nudges import booking, offering

RULES: tuple[Rule, ...] = (*booking.RULES, *offering.RULES)
