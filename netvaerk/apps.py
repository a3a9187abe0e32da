from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with our own site; apart from it, because apps load before models."""

    default_site = "netvaerk.desk.Desk"
