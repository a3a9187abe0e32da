from netvaerk.nudges import Rule

RULES: tuple[Rule, ...] = ()
