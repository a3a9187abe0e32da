from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.queries.organisation import OrganisationPreview
from netvaerk.sheets import decoded


class Command(BaseCommand):
    help = "Take in units and people from CSV files; without --apply it only says what would change"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units", type=Path, help="uuid,parent_uuid,name,kind")
        parser.add_argument(
            "--people",
            type=Path,
            help="email,first_name,last_name,title,unit_uuid,roles,line_manager_email",
        )
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, **options: Any) -> None:
        if not (options["units"] or options["people"]):
            raise CommandError("Name at least one file: --units FILE or --people FILE")
        preview = import_organisation(
            by=None,
            units_csv=_text(options["units"]),
            people_csv=_text(options["people"]),
            dry_run=not options["apply"],
        )
        if preview.bad_rows:
            raise CommandError("\n".join(["Nothing was imported.", *_bad(preview)]))
        for line in _lines(preview):
            self.stdout.write(line)
        if preview.changes and not preview.is_imported:
            self.stdout.write("Nothing has been written yet: add --apply to do it.")


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}") from None


def _bad(preview: OrganisationPreview) -> list[str]:
    return [f"{row.file}, line {row.line}: {row.reason} {row.remedy}" for row in preview.bad_rows]


def _lines(preview: OrganisationPreview) -> list[str]:
    return [
        *(f"+ {change.row.name}" for change in preview.new_units),
        *(f"~ {change.row.name}: {', '.join(change.labels)}" for change in preview.changed_units),
        *(f"+ {change.row.email}" for change in preview.new_people),
        *(f"~ {change.row.email}: {', '.join(change.labels)}" for change in preview.changed_people),
        f"Units: {len(preview.new_units)} new, {len(preview.changed_units)} changed, "
        f"{preview.unchanged_units} unchanged",
        f"People: {len(preview.new_people)} new, {len(preview.changed_people)} changed, "
        f"{preview.unchanged_people} unchanged",
    ]
