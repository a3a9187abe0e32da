"""Who a network has brought together that no network had brought together before: how many pairs.

It looks at memberships alone, which everybody who may read the number can read by name. So no
meeting, sparring or course that somebody went to can be guessed from it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.people.enums import Role
from netvaerk.people.queries.groups import grouped_people
from networks.enums import NetworkStatus
from networks.models import Membership, Network

FEWEST = 3  # connections; fewer might be one person's

COUNTED = """
WITH person_group (person, grp, is_employee) AS ({people}),
here AS MATERIALIZED (
    SELECT m.person_id AS person, g.grp, g.is_employee, m.joined_at AS begins,
        coalesce(m.ended_at, 'infinity') AS ends
    FROM networks_membership AS m JOIN person_group AS g ON g.person = m.person_id
    WHERE m.network_id = %s
),
pair AS (
    SELECT one.person AS one, other.person AS other,
        min(greatest(one.begins, other.begins)) AS since
    FROM here AS one JOIN here AS other ON one.person < other.person AND one.grp <> other.grp
        AND one.begins < other.ends AND other.begins < one.ends
    GROUP BY 1, 2
),
elsewhere AS MATERIALIZED (
    SELECT m.network_id AS network, m.person_id AS person, m.joined_at AS begins,
        coalesce(m.ended_at, 'infinity') AS ends
    FROM networks_membership AS m JOIN networks_network AS n ON n.id = m.network_id
    WHERE m.person_id = ANY (ARRAY(SELECT person FROM here)) AND n.id <> %s AND n.status <> %s
),
before AS (
    SELECT one.person AS one, other.person AS other,
        min(greatest(one.begins, other.begins)) AS since
    FROM elsewhere AS one JOIN elsewhere AS other
        ON one.network = other.network AND one.person < other.person
        AND one.begins < other.ends AND other.begins < one.ends
    GROUP BY 1, 2
),
fresh AS MATERIALIZED (
    SELECT one, other FROM (
        SELECT one, other, since AS here, NULL::timestamptz AS earlier FROM pair
        UNION ALL SELECT one, other, NULL, since FROM before
    ) AS either GROUP BY one, other
    HAVING min(here) IS NOT NULL AND coalesce(min(earlier) >= min(here), true)
),
touched AS (
    SELECT grp, bool_or(is_employee) AS is_inside FROM here
    WHERE person = ANY (ARRAY(SELECT one FROM fresh UNION SELECT other FROM fresh)) GROUP BY grp
)
SELECT jsonb_build_object('pairs', (SELECT count(*) FROM fresh),
    'departments', count(*) FILTER (WHERE is_inside),
    'kinds', count(*) FILTER (WHERE NOT is_inside))
FROM touched
"""


@dataclass(frozen=True)
class Connections:
    pairs: int = 0
    departments: int = 0
    kinds: int = 0

    @property
    def words(self) -> str:
        """ "7 nye forbindelser på tværs af 4 afdelinger"; nothing where they are few."""
        if self.pairs < FEWEST:
            return ""
        words = ngettext("%(pairs)d ny forbindelse", "%(pairs)d nye forbindelser", self.pairs)
        if self.departments > 1:
            words += " " + _("på tværs af %(departments)d afdelinger")
        if self.kinds:
            words += " " + (
                _("og med folk udefra") if self.departments > 1 else _("med folk udefra")
            )
        return words % {"pairs": self.pairs, "departments": self.departments}


def counted_connections(network: int) -> RawSQL:
    """As an expression, so that a page can ask for it together with something else.

    `network` is a primary key.
    """
    here = Membership.objects.filter(network=network).values("person")
    people: Any = grouped_people().filter(pk__in=here)
    is_employee = RawSQL("people_person.roles @> %s::varchar[]", [[Role.EMPLOYEE.value]])
    sql, values = people.values_list("pk", "group", is_employee).query.sql_with_params()
    own = [network, network, NetworkStatus.CANCELLED.value]
    statement = COUNTED.format(people=sql)
    return RawSQL(statement, [*values, *own], output_field=JSONField())  # noqa: S611 values are parameters


def connections_of(network: Network) -> Connections:
    """For those inside; one query."""
    rows: Any = Network.objects.filter(pk=network.pk)
    return Connections(**rows.values_list(counted_connections(network.pk), flat=True).get())
