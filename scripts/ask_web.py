"""Asks the web server on this machine for its health, under the name it has outside."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
connection.request("GET", "/sundhed/", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc})
sys.exit(connection.getresponse().status != 200)
