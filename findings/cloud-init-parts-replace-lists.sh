#!/usr/bin/env bash
# Two cloud-config parts with runcmd: cloud-init keeps that of the last part only, and logs no warning. A word of merging counts for its
# own part alone, and `list(append)` without `dict()` drops its part whole, again without a warning.
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
from cloudinit import mergers, version
from cloudinit.handlers.cloud_config import CloudConfigPartHandler

print("cloud-init", version.version_string())
warnings = []
logging.getLogger("cloudinit").addHandler(type("Keep", (logging.Handler,), {"emit": lambda self, r: warnings.append(r)})(logging.WARNING))

class Paths:
    def get_ipath(self, name):
        return None

def merged(*parts):
    handler = CloudConfigPartHandler(Paths())
    for text in parts:
        handler.handle_part(None, "text/cloud-config", "part", "#cloud-config\n" + text, None, {})
    return handler.cloud_buf

both = merged("runcmd: [one]\n", "runcmd: [two]\n")
appended = merged("runcmd: [one]\n", "merge_how: list(append)+dict(recurse_list)\nruncmd: [two]\n")
dropped = merged("runcmd: [one]\n", "merge_how: list(append)\nruncmd: [two]\n")
print("two parts:", both["runcmd"])
print("with list(append)+dict(recurse_list):", appended["runcmd"])
print("with list(append) alone:", dropped["runcmd"])
print("warnings:", len(warnings))
seen = (both["runcmd"], appended["runcmd"], dropped["runcmd"], len(warnings))
sys.exit(0 if seen == (["two"], ["one", "two"], ["one"], 0) else 1)
PYTHON
