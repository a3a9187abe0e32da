"""Asks the web server on this machine for its health, under the name it has outside."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
try:
    host = urlsplit(os.environ["SITE_URL"]).netloc
    connection.request("GET", "/sundhed/", headers={"Host": host})
    status = connection.getresponse().status
except OSError as error:
    sys.exit(f"web does not answer: {error}")
if status != 200:
    sys.exit(f"web answers with status {status}")
