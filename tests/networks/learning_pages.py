"""What the tests of the learning log share: addresses, and what its forms send."""

import uuid

from django.urls import reverse

from networks.enums import Audience
from networks.models import LearningEntry, Network


def new_at(network: Network, **asked: object) -> str:
    page = reverse("networks:learning_new", args=[network.slug])
    return f"{page}?{'&'.join(f'{name}={said}' for name, said in asked.items())}"


def draft_at(network: Network) -> str:
    return reverse("networks:learning_draft", args=[network.slug])


def log_of(network: Network) -> str:
    return reverse("networks:learning_list", args=[network.slug])


def page_of(entry: LearningEntry, name: str = "detail") -> str:
    return reverse(f"networks:learning_{name}", args=[entry.network.slug, entry.pk])


def short(**words: object) -> dict[str, object]:
    return {
        "kind": "short",
        "believed": "At de var ligeglade.",
        "saw": "De blev hængende.",
        "learned": "De vil spørges.",
        "therefore": "",
        "audience": Audience.NETWORK,
        "form_key": str(uuid.uuid4()),
        **words,
    }


def story(**words: object) -> dict[str, object]:
    return {
        "kind": "long",
        "title": "Fire unge på en trappe",
        "text": "De ventede på nogen.",
        "learned": "De kommer, når der er nogen at komme til.",
        "therefore": "",
        "audience": Audience.NETWORK,
        "form_key": str(uuid.uuid4()),
        **words,
    }


def edited(entry: LearningEntry, **words: object) -> dict[str, object]:
    """The edit form of the card as it stands, with some words changed."""
    return {
        **entry.words,
        "kind": entry.kind,
        "entry": entry.pk,
        "audience": entry.audience,
        "based_on": entry.version,
        "form_key": str(uuid.uuid4()),
        **words,
    }
