#!/usr/bin/env bash
# Debian 12 ships azure-cli 2.45.0 beside the azure-mgmt-authorization of python3-azure 20230112, whose operations have no member `config`.
# The commands of `az role` that look up a role read that member, and end in AttributeError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download python3-azure-cli=2.45.0-1 python3-azure=20230112+git-1 python3-msrest python3-isodate \
  python3-requests python3-urllib3 python3-certifi python3-chardet python3-idna python3-six python3-typing-extensions
for package in *.deb; do dpkg -x "$package" root; done
site=$folder/root/usr/lib/python3/dist-packages

reads=$(grep -c 'definitions_client\.config\.subscription_id' "$site/azure/cli/command_modules/role/custom.py")
echo "azure-cli 2.45.0 reads definitions_client.config.subscription_id in $reads places of role/custom.py"

PYTHONPATH=$site /usr/bin/python3 - <<'PYTHON'
from azure.mgmt.authorization import AuthorizationManagementClient


class Credential:
    def get_token(self, *scopes, **options):
        raise NotImplementedError


client = AuthorizationManagementClient(Credential(), "00000000-0000-0000-0000-000000000000", api_version="2018-01-01-preview")
try:
    print(client.role_definitions.config.subscription_id)
except AttributeError as error:
    print(f"AttributeError: {error}")
else:
    raise SystemExit("the member is there")
PYTHON
[ "$reads" -gt 0 ]
