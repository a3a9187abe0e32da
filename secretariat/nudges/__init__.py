"""Every rule of the house, in the order in which a person meets what waits for them."""

from netvaerk.nudges import Rule
from networks.nudges import RULES as NETWORK_RULES
from offerings.nudges import RULES as OFFERING_RULES
from secretariat.nudges import announcement, sparring

# Where somebody waits for an answer in person comes before what can rest.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*NETWORK_RULES, *OFFERING_RULES, *sparring.RULES, *announcement.RULES),
        key=lambda rule: not rule.asked_in_person,
    )
)
RULE_OF: dict[str, Rule] = {rule.key: rule for rule in RULES}
