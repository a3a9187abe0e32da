"""Every rule of the house, in the order in which a person meets what waits for them."""

from netvaerk.nudges import Rule
from networks.nudges import RULES as NETWORK_RULES

RULES: tuple[Rule, ...] = NETWORK_RULES
RULE_OF: dict[str, Rule] = {rule.key: rule for rule in RULES}
