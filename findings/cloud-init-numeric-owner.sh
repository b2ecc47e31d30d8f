#!/usr/bin/env bash
# `owner: "0:0"` of write_files, which chown takes and the schema allows, is looked up as a name: OSError. The module stops there, so the
# files after it are not written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
apt-get -qq download cloud-init=22.4.2-1+deb12u4 python3-configobj python3-six python3-jinja2 python3-markupsafe python3-jsonpatch \
  python3-json-pointer python3-oauthlib python3-requests python3-urllib3 python3-idna python3-certifi python3-chardet python3-yaml >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - "$folder" <<'PYTHON'
import os
import sys
from cloudinit import version
from cloudinit.config.cc_write_files import write_files

print("cloud-init", version.version_string())
first, second = (os.path.join(sys.argv[1], name) for name in ("first", "second"))
refused = None
try:
    write_files("write-files", [{"path": first, "content": "x", "owner": "0:0"}, {"path": second, "content": "x"}], "root:root")
except OSError as error:
    refused = error
print("owner: '0:0' ->", refused)
print("the file after it exists:", os.path.exists(second))
sys.exit(0 if refused is not None and not os.path.exists(second) else 1)
PYTHON
