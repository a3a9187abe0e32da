"""What the desk may tell of an object's past: the deeds of the process, in words."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from netvaerk.desk.trail import Deed
from netvaerk.people.models import AuditEntry
from netvaerk.words import deed_in_words, told_deeds, told_elsewhere

PER_PAGE = 50
Named = dict[tuple[str, str], str]  # (model, primary key) → what it is called


def history_of(found: Model, page: Any) -> Page:
    """The newest first, fifty a page; a deed that no room has named as told is not there."""
    told = AuditEntry.objects.filter(_left_by(found), verb__in=told_deeds())
    newest = told.select_related("by").order_by("-at", "-id")
    shown: Page[Any] = Paginator(newest, PER_PAGE).get_page(page)
    entries = list(shown.object_list)
    names = _names(entries)
    shown.object_list = [
        Deed(entry.by.name if entry.by else _("Systemet"), _in_words(entry, found, names), entry.at)
        for entry in entries
    ]
    return shown


def _left_by(found: Model) -> Q:
    """Under itself, or under what it belongs to."""
    elsewhere = told_elsewhere(found._meta.label_lower)
    if elsewhere is None:
        return Q(subject_type=found._meta.label_lower, subject_id=str(found.pk))
    owner, fact = elsewhere
    subject = getattr(found, owner)
    named = {f"facts__{fact}": found.pk}
    return Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk), **named)


def _in_words(entry: AuditEntry, found: Model, names: Named) -> str:
    """ "valgte konsulent (Sanne Vig)", "rettede en person (mailadresse, roller)"."""
    deed = str(deed_in_words(entry.verb))
    about = names.get(_about(entry) or ("", "")) or _fields(entry, found)
    deed = deed[:1].lower() + deed[1:]
    return f"{deed} ({about})" if about else deed


def _about(entry: AuditEntry) -> tuple[str, str] | None:
    fact, model = told_deeds().get(entry.verb) or ("", "")
    value = entry.facts.get(fact)
    return None if value is None else (model, str(value))


def _names(entries: Any) -> Named:
    """One query for each kind of thing that the deeds were about."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for about in filter(None, map(_about, entries)):
        wanted[about[0]].add(about[1])
    return {
        (model, str(one.pk)): str(one)
        for model, keys in wanted.items()
        for one in apps.get_model(model)._default_manager.filter(pk__in=keys)
    }


def _fields(entry: AuditEntry, found: Model) -> str:
    """Which fields were changed, as the form calls them."""
    named = []
    for name in filter(None, str(entry.facts.get("fields", "")).split(",")):
        try:
            named.append(str(getattr(found._meta.get_field(name), "verbose_name", name)))
        except FieldDoesNotExist:
            named.append(name)
    return ", ".join(named)
