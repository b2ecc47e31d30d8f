#!/usr/bin/env bash
# `permissions: "u=rw,go="` of write_files, which chmod takes and the schema allows, is not understood by cloud-init: the file becomes
# 0644, readable by all, with a warning in the log alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
apt-get -qq download cloud-init=22.4.2-1+deb12u4 python3-configobj python3-six python3-jinja2 python3-markupsafe python3-jsonpatch \
  python3-json-pointer python3-oauthlib python3-requests python3-urllib3 python3-idna python3-certifi python3-chardet python3-yaml >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - "$folder/secret" <<'PYTHON'
import os
import sys
from cloudinit import version
from cloudinit.config.cc_write_files import write_files

print("cloud-init", version.version_string())
path = sys.argv[1]
user = os.popen("id -un").read().strip()
group = os.popen("id -gn").read().strip()
write_files("write-files", [{"path": path, "content": "x", "permissions": "u=rw,go=", "owner": f"{user}:{group}"}], f"{user}:{group}")
mode = oct(os.stat(path).st_mode & 0o7777)
print("permissions: 'u=rw,go=' ->", mode)
sys.exit(0 if mode == "0o644" else 1)
PYTHON
