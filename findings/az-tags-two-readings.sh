#!/usr/bin/env bash
# azure-cli 2.45.0 (Debian 12): one option, --tags KEY=VALUE, is read in two ways. Commands that azure-cli generates (aaz) take quotes off a
# value, and refuse `null`, an empty value and a slash in the key; its older commands take all of them as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download python3-azure-cli-core=2.45.0-1 python3-azure-cli-telemetry python3-knack python3-argcomplete \
  python3-humanfriendly python3-pkginfo python3-portalocker python3-typing-extensions python3-yaml python3-certifi \
  python3-pkg-resources python3-azure
for package in *.deb; do dpkg -x "$package" root; done

cat >tags.py <<'PYTHON'
import argparse
from azure.cli.core import __version__
from azure.cli.core.aaz import AAZArgumentsSchema, AAZDictArg, AAZStrArg
from azure.cli.core.commands.validators import validate_tag

schema = AAZArgumentsSchema()
schema.tags = AAZDictArg(options=["--tags"])
schema.tags.Element = AAZStrArg()
parser = argparse.ArgumentParser()
parser.add_argument("--tags", nargs="+", action=schema.tags._build_cmd_action())


def generated(word):
    values = schema()
    try:
        parser.parse_args(["--tags", word]).tags.apply(values, "tags")
        return values.to_serialized_data()["tags"]
    except Exception:
        return "refused"


print(f"azure-cli-core {__version__}")
for word in ("owner=ops", "owner='ops'", "note=null", "a/b=c", "empty="):
    print(f"{word}: older command {validate_tag(word)}, generated command {generated(word)}")
PYTHON
PYTHONPATH=root/usr/lib/python3/dist-packages /usr/bin/python3 -S tags.py | tee seen

diff - seen <<'EXPECTED'
azure-cli-core 2.45.0
owner=ops: older command {'owner': 'ops'}, generated command {'owner': 'ops'}
owner='ops': older command {'owner': "'ops'"}, generated command {'owner': 'ops'}
note=null: older command {'note': 'null'}, generated command refused
a/b=c: older command {'a/b': 'c'}, generated command refused
empty=: older command {'empty': ''}, generated command refused
EXPECTED
