"""Asks one address for each line of standard input ({"env": {...}, "url": "..."}) with requests, as az does."""
import json
import os
import sys
import warnings

import requests

warnings.simplefilter("ignore")
kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
for line in sys.stdin:
    cell = json.loads(line)
    os.environ.clear()
    os.environ.update(kept)
    os.environ.update(cell["env"])
    try:
        requests.get(cell["url"], timeout=5, verify=False, allow_redirects=False)
    except Exception as error:
        print(type(error).__name__, flush=True)
    else:
        print("answered", flush=True)
