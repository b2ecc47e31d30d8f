#!/bin/bash
# Stands for Microsoft's installer of the agent: served by the simulator's web, run by the script under test.
set -u
proxy='' output=''
while (($# > 0)); do
  case $1 in
    --proxy) proxy=$2 ;;
    --output) output=$2 ;;
    *) exit 129 ;;
  esac
  shift 2
done
refuse() {
  if [[ -n $output ]]; then printf '{\n\t"status": "failed",\n\t"error": { "code": "%s", "message": "%s" }\n}\n' "$1" "$2" >"$output"; fi
  printf '%s\n' "$2"
  exit 1
}
if ((EUID != 0)); then refuse AZCM0150 'not root'; fi
curl -fsS --max-time 20 ${proxy:+--proxy "$proxy"} -o /dev/null https://packages.microsoft.com/config/packages-microsoft-prod.deb ||
  refuse AZCM0146 'Failed to download the package repository configuration'
mkdir -p /opt/azcmagent/bin
cp /opt/guest/azcmagent.sh /opt/azcmagent/bin/azcmagent
: >/opt/azcmagent/bin/himds
ln -sf /opt/azcmagent/bin/azcmagent /usr/bin/azcmagent
printf 'Latest version of azcmagent is installed.\n'
