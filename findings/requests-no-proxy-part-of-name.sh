#!/usr/bin/env bash
# requests (and with it az, pip and MSAL) compares NO_PROXY with the end of the host's name, not with its labels: `ple.com` exempts
# example.com. curl and wget do not do so. And an exported but empty https_proxy switches HTTPS_PROXY off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-requests=2.28.1+dfsg-1 python3-urllib3 python3-idna python3-certifi python3-chardet >/dev/null
for package in *.deb; do dpkg -x "$package" .; done
env -u ALL_PROXY -u all_proxy -u no_proxy -u NO_PROXY HTTPS_PROXY=http://127.0.0.1:3128 https_proxy= PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'PYTHON'
import sys
import requests
from requests.utils import get_environ_proxies, should_bypass_proxies

print("requests", requests.__version__)
partly = should_bypass_proxies("https://example.com/", no_proxy="ple.com")
print("NO_PROXY=ple.com exempts example.com:", partly)
proxies = get_environ_proxies("https://example.com/")
print("HTTPS_PROXY set, https_proxy empty:", {name: value for name, value in proxies.items() if name == "https"})
sys.exit(0 if partly and "https" not in proxies else 1)
PYTHON
# Seen: requests 2.28.1
#       NO_PROXY=ple.com exempts example.com: True
#       HTTPS_PROXY set, https_proxy empty: {}
