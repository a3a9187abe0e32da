"""Production, with the bare page beside the product's own, and connections that stay open."""

from pathlib import Path

from netvaerk.settings import *  # noqa: F403 a settings module is a list of names
from netvaerk.settings import DATABASES, STATIC_ROOT, STORAGES

ROOT_URLCONF = "tests.bench.urls"
DATABASES["default"]["CONN_MAX_AGE"] = None
# What a query costs is all in one process, where it can be counted.
DATABASES["default"]["OPTIONS"] = {"options": "-c max_parallel_workers_per_gather=0"}
# Addresses of static files without a build; no page of the bench fetches one.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
