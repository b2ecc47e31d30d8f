#!/bin/bash
# The agent of the simulated VM: demands what the real one demands.
set -u
state=/var/opt/azcmagent/guest
fail() {
  printf 'level=error msg="%s"\n' "$3" >&2
  printf '{"status":"failed","error":{"code":"%s"}}\n' "$2" >&2
  exit "$1"
}
mkdir -p "$state" 2>/dev/null

show() {
  if [[ -f $state/connected ]]; then cat "$state/connected"; else printf '{"status":"Disconnected","resourceName":""}\n'; fi
}

connect() {
  local location='' key='' group='' name='' subscription='' tenant='' vmid='' cloud=AzureCloud
  while (($# > 0)); do
    case $1 in
      --location) location=$2 ;;
      --private-key) key=$2 ;;
      --resource-group) group=$2 ;;
      --resource-name) name=$2 ;;
      --subscription-id) subscription=$2 ;;
      --tenant-id) tenant=$2 ;;
      --vmid) vmid=$2 ;;
      --cloud) cloud=$2 ;;
      --verbose)
        shift
        continue
        ;;
      *) fail 23 AZCM0023 "unknown flag: $1" ;;
    esac
    shift 2 || fail 16 AZCM0016 'flag needs an argument'
  done
  for value in "$location" "$key" "$group" "$name" "$subscription" "$tenant" "$vmid"; do
    [[ -n $value ]] || fail 16 AZCM0016 'a required flag is missing'
  done
  if [[ -f $state/connected ]]; then fail 67 AZCM0067 'The machine is already connected to Azure'; fi
  if [[ ! -f $state/proxy ]]; then fail 26 AZCM0026 'lookup gbl.his: no such host'; fi
  local head
  head=$(printf '%s' "$key" | base64 -d 2>/dev/null | od -An -v -tx1 -N 8 | tr -d ' \n')
  [[ $head =~ ^3082....02010002$ ]] || fail 103 AZCM0103 'asn1: structure error: tags do not match'
  local suffix=com id signature
  case $cloud in
    AzureUSGovernment) suffix=us ;;
    AzureChinaCloud) suffix=cn ;;
  esac
  id="/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.HybridCompute/machines/$name"
  signature=$(printf '%s' "connect $id $vmid" |
    openssl dgst -sha256 -sign <(printf '%s' "$key" | base64 -d | openssl rsa -inform DER 2>/dev/null) | openssl base64 -A)
  local answer
  answer=$(curl -sS --max-time 20 --proxy "$(cat "$state/proxy")" --noproxy '' -w '\n%{http_code}' \
    -H 'Content-Type: application/json' --url "https://gbl.his.arc.azure.$suffix/guest/connect" \
    --data-binary "{\"machineId\":\"$id\",\"vmId\":\"$vmid\",\"tenantId\":\"$tenant\",\"location\":\"$location\",\"signature\":\"$signature\"}" 2>&1) ||
    fail 26 AZCM0026 'a critical service is not reachable'
  case ${answer##*$'\n'} in
    200) ;;
    5??) fail 62 AZCM0062 'An error occurred while connecting the server' ;;
    *) fail 42 AZCM0042 "${answer%$'\n'*}" ;;
  esac
  printf '{"status":"Connected","resourceName":"%s","resourceGroup":"%s","subscriptionId":"%s","tenantId":"%s","vmId":"%s"}\n' \
    "$name" "$group" "$subscription" "$tenant" "$vmid" >"$state/connected"
  printf 'Connected machine to Azure\n'
}

case "${1:-} ${2:-}" in
  'version '*)
    printf 'azcmagent version 1.67.0 guest\n'
    exit 0
    ;;
  'show '*)
    show
    exit 0
    ;;
esac
if ((EUID != 0)); then fail 18 AZCM0018 'needs root'; fi
case "${1:-} ${2:-}" in
  'config set')
    [[ ${3:-} == proxy.url ]] || fail 23 AZCM0023 'unknown property'
    printf '%s' "$4" >"$state/proxy"
    printf 'Config property proxy.url set to value %s\nINFO    Updating service configuration: Azure Arc Proxy\n' "$4"
    ;;
  'config list') printf 'Local Configuration Settings\n  proxy.url : %s\n' "$(cat "$state/proxy" 2>/dev/null)" ;;
  'connect existing')
    shift 2
    connect "$@"
    ;;
  'disconnect '*) rm -f "$state/connected" ;;
  *) fail 23 AZCM0023 "unknown command ${1:-}" ;;
esac
