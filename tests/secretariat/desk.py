"""How the tests fill in the pages of the desk, as a browser does."""

from django.urls import reverse

from networks.models import Network

CHANGED = 302


def admin_url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def save_support(client, network: Network, **filled_in):
    """Send the network's page as the browser does, with what was filled in."""
    network.refresh_from_db()
    sent = {
        "consultant": network.consultant_id or "",
        "co_driver": network.co_driver.email if network.co_driver else "",
        **dict.fromkeys(("partner", "question", "takes_place_at"), ""),
        **dict.fromkeys(("offering", "offering_note"), ""),
        **filled_in,
    }
    return client.post(admin_url(Network, "change", network.pk), sent)
