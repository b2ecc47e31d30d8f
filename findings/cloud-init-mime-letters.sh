#!/usr/bin/env bash
# cloud-init drops a MIME part with a letter such as "é" that is not encoded, and writes "→" as \u2192; the boot counts as good.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
apt-get download cloud-init=22.4.2-1+deb12u4 python3-configobj python3-oauthlib python3-netifaces python3-requests \
  python3-jsonpatch python3-json-pointer python3-jsonschema python3-jinja2 python3-markupsafe python3-yaml >download.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
cat >ask.py <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1])
from cloudinit import helpers, user_data, util, version
print("cloud-init", version.version_string(), "Python", sys.version.split()[0])
head = 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript; charset="utf-8"\n\n'
def written(letter):
    document = f"{head}#!/bin/sh\n# {letter}\necho ready\n--b--\n".encode("utf-8")
    message = user_data.UserDataProcessor(helpers.Paths({})).process(document)
    text = util.fully_decoded_payload(message.get_payload()[0])
    try:
        util.write_file("./script", text, 0o700)
    except UnicodeEncodeError as error:
        return f"not written: {error.reason}"
    return open("script", encoding="utf-8").read().split("\n")[1]
latin, arrow = written("caf\u00e9"), written("\u2192")
print("part with é:", latin)
print("part with →:", arrow)
sys.exit(0 if latin.startswith("not written") and arrow == "# \\u2192" else 1)
PYTHON
python3 -W ignore ask.py root/usr/lib/python3/dist-packages
# Seen: cloud-init 22.4.2 Python 3.11.7
#       part with é: not written: surrogates not allowed
#       part with →: # \u2192
