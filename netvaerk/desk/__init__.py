"""The admin as the secretariat's desk: its door, and how every ModelAdmin reads and writes.

Nothing is saved behind the actions' back: an `ActionAdmin` names the action that saves it, and a
`ReadingAdmin` saves nothing. Who may open what is asked of the room's own predicates. Every list
leaves as a sheet, every object tells its history, and many rows are acted on after a preview.
"""

from netvaerk.desk.bulk import BulkAct, Outlook
from netvaerk.desk.importing import Import
from netvaerk.desk.previewing import letter_preview
from netvaerk.desk.reading import ReadingAdmin
from netvaerk.desk.site import Desk
from netvaerk.desk.writing import ActionAdmin, KeptKeyAdmin

__all__ = [
    "ActionAdmin",
    "BulkAct",
    "Desk",
    "Import",
    "KeptKeyAdmin",
    "Outlook",
    "ReadingAdmin",
    "letter_preview",
]
