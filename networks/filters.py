"""How the list of networks is narrowed; the names are the address's, so they are Danish."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from netvaerk.look import Doorway
from netvaerk.people.models import Person
from netvaerk.people.models.org_unit import department_id_of
from networks.models import Direction, Membership, Network

TEXT = 80


class CheckedFilter(filters.Filter):
    """A box to tick; left empty it narrows nothing."""

    field_class = forms.BooleanField


class NetworkFilter(filters.FilterSet):
    """Only what the person may see: a theme counts when its direction is open to them."""

    ord = filters.CharFilter(
        label=_("Ord i titel eller udfordring"), method="with_words", max_length=TEXT
    )
    pejlemaerke = filters.ChoiceFilter(
        label=_("Pejlemærke"), method="with_theme", empty_label=_("Alle pejlemærker")
    )
    type = filters.ChoiceFilter(
        label=_("Type"), field_name="type__key", empty_label=_("Alle typer")
    )
    fase = filters.ChoiceFilter(label=_("Fase"), field_name="phase", empty_label=_("Alle faser"))
    afdeling = filters.ChoiceFilter(
        label=_("Afdeling, der er med"), method="with_department", empty_label=_("Alle afdelinger")
    )
    aabent = CheckedFilter(label=_("Åbent for nye deltagere"), method="only_open")
    afsluttede = CheckedFilter(label=_("Også dem, der er afsluttet"), method="with_closed")

    HOLDS_CLOSED = False  # without being asked

    # What is chosen from a list → the filter's name; the lists are handed in as `choices`.
    LISTS = {"theme": "pejlemaerke", "type": "type", "phase": "fase", "department": "afdeling"}

    class Meta:
        model = Network
        fields: tuple[str, ...] = ()

    def __init__(
        self, data: Any, *, person: Person, choices: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.person = person
        for kind, name in self.LISTS.items():
            self.filters[name].extra["choices"] = choices[kind]

    def with_words(self, networks: QuerySet, _name: str, text: str) -> QuerySet:
        for word in text.split():
            networks = networks.filter(Q(title__icontains=word) | Q(challenge__icontains=word))
        return networks

    def with_theme(self, networks: QuerySet, _name: str, key: str) -> QuerySet:
        readable = Direction.objects.current().visible_to(self.person)
        carrying = readable.filter(themes__key=key).values("network")
        heirs = Network.objects.inheriting().filter(parent__in=carrying)
        return networks.filter(Q(pk__in=carrying) | Q(pk__in=heirs.values("pk")))

    def with_department(self, networks: QuerySet, _name: str, pk: str) -> QuerySet:
        there = Membership.objects.current().annotate(department=department_id_of("person__unit"))
        return networks.filter(pk__in=there.filter(department=pk).values("network"))

    def only_open(self, networks: QuerySet, _name: str, is_asked: bool) -> QuerySet:
        return networks.filter(is_open_for_members=True) if is_asked else networks

    def with_closed(self, networks: QuerySet, _name: str, is_asked: bool) -> QuerySet:
        return networks if is_asked else networks.alive()

    def chips(self, address: str) -> list[Doorway]:
        """What the list is narrowed by now; each chip's address takes it away."""
        return [
            Doorway(self._without(name, address), words, True)
            for name, words in self._chosen().items()
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What the list is narrowed by, for a file: in words, and by the names alone."""
        chosen, fields = self._chosen(), self.form.fields
        said = [
            f"{words}." if fields[name].label == words else f"{fields[name].label}: {words}."
            for name, words in chosen.items()
        ]
        holds_closed = self.HOLDS_CLOSED or "afsluttede" in chosen
        closed = [] if holds_closed else [_("Afsluttede er ikke med.")]
        filtered = " ".join(map(str, [*said, *closed]))
        return {"filtered": filtered, "filters": tuple(sorted(chosen))}

    def address(self, path: str) -> str:
        """The address of this list, without what is left empty."""
        return self._without("", path)

    def _without(self, left_out: str, path: str) -> str:
        kept = self.data.copy()
        for name in self._names_to_drop(left_out):
            kept.pop(name, None)
        return f"{path}?{kept.urlencode()}" if kept else path

    def _names_to_drop(self, left_out: str) -> Iterable[str]:
        yield from (name for name in self.data if not self.data.get(name))
        yield from {left_out, "page"} - {""}

    def _chosen(self) -> dict[str, str]:
        """In words, by their names."""
        return {
            name: words
            for name, value in self.form.cleaned_data.items()
            if value and (words := self._words(name, value))
        }

    def _words(self, name: str, value: Any) -> str:
        field = self.form.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        return str(dict(getattr(field, "choices", [])).get(value, f"»{value}«"))


class LearningFilter(NetworkFilter):
    """Which networks' learning: living and closed ones by type, phase and strategic theme."""

    ord = afdeling = aabent = afsluttede = None

    LISTS = {"type": "type", "phase": "fase", "theme": "pejlemaerke"}

    def with_closed(self, networks: QuerySet, _name: str, _is_asked: bool) -> QuerySet:
        return networks

    @property
    def is_narrowing(self) -> bool:
        self.form.is_valid()  # what is no choice narrows nothing
        return any(self.form.cleaned_data.values())

    def switches(self, path: str) -> dict[str, list[Doorway]]:
        """By what they choose between: each choice as a chip that switches on and off."""
        self.form.is_valid()
        chosen = self.form.cleaned_data
        return {
            str(self.filters[name].label): [
                Doorway(self._switched(name, value, path), words, value == chosen.get(name))
                for value, words in self.filters[name].extra["choices"]
            ]
            for name in self.LISTS.values()
        }

    def _switched(self, name: str, value: str, path: str) -> str:
        kept = self.data.copy()
        is_on = self.form.cleaned_data.get(name) == value
        for empty in [key for key in kept if not kept.get(key)]:
            kept.pop(empty)
        for gone in ("side", "efter", name):
            kept.pop(gone, None)
        if not is_on:
            kept[name] = value
        return f"{path}?{kept.urlencode()}" if kept else path
