"""What support was asked for, given and used; counted from what happened, never stored."""

from secretariat.queries.ledger.network import NetworkLedger, network_ledger

__all__ = ["NetworkLedger", "network_ledger"]
