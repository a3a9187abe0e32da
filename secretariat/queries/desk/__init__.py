"""The first page of the secretariat's desk: the work that waits."""

from secretariat.queries.desk.work import DeskWork, desk_work

__all__ = ["DeskWork", "desk_work"]
