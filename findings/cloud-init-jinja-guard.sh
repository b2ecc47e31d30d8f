#!/usr/bin/env bash
# `{{ site.name | default("edge") }}` gives no default where `site` is missing: cloud-init drops the whole template, with a warning in
# the log alone. `{{ site | default("edge") }}` and `{{ v1.site }}` render. `is defined` does not help either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
apt-get -qq download cloud-init=22.4.2-1+deb12u4 python3-configobj python3-six python3-jinja2 python3-markupsafe python3-jsonpatch \
  python3-json-pointer python3-oauthlib python3-requests python3-urllib3 python3-idna python3-certifi python3-chardet python3-yaml >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'PYTHON'
import logging
import sys

from cloudinit import version
from cloudinit.handlers.jinja_template import render_jinja_payload

logging.disable(logging.CRITICAL)
print("cloud-init", version.version_string())
data = {"v1": {"region": "eastus"}}
expected = {
    '{{ site | default("edge") }}': "edge",
    "{{ v1.site }}": "CI_MISSING_JINJA_VAR/site",
    '{{ site.name | default("edge") }}': None,
    '{{ "yes" if site.name is defined else "no" }}': None,
    '{{ v1.site.name | default("edge") }}': None,
}
same = True
for template, result in expected.items():
    seen = render_jinja_payload("## template: jinja\n" + template, "user-data", data)
    print(template, "->", "dropped" if seen is None else seen)
    same = same and seen == result
sys.exit(0 if same else 1)
PYTHON
