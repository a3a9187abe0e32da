from netvaerk.people.models.audit import AuditEntry
from netvaerk.people.models.heartbeat import Heartbeat
from netvaerk.people.models.invitation import Invitation
from netvaerk.people.models.org_unit import OrgUnit
from netvaerk.people.models.outbox import OutboxMail
from netvaerk.people.models.person import Person
from netvaerk.people.models.refused_address import RefusedAddress
from netvaerk.people.models.role_word import RoleWord
from netvaerk.people.models.stakeholder_kind import StakeholderKind

__all__ = [
    "AuditEntry",
    "Heartbeat",
    "Invitation",
    "OrgUnit",
    "OutboxMail",
    "Person",
    "RefusedAddress",
    "RoleWord",
    "StakeholderKind",
]
