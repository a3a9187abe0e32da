"""The networks room on the secretariat's desk: proposals to read, rounds and words to edit.

A network's own page stands in secretariat/admin/network.py: it shows sparring and offerings too.
Not here on purpose: learning cards, comments, join requests and directions are the networks' own.
"""

from networks.admin import content, proposal, round

__all__ = ["content", "proposal", "round"]
