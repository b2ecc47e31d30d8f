#!/bin/bash
# Today's Azure CLI in front of Debian's real one (2.45): the flags that changed since, and the networkcloud extension.
set -u
real() {
  exec /opt/guest/az-real "$@"
}

refuse() {
  printf 'ERROR: %s\n' "$1" >&2
  exit "${2:-1}"
}

for word in "$@"; do
  if [[ $word == --msi-resource-id ]]; then refuse "unrecognized arguments: --msi-resource-id" 2; fi
done

login() {
  local words=()
  if [[ -e /opt/azcmagent/bin/himds ]]; then refuse 'Failed to connect to MSI: http://127.0.0.1:40342 answered 401.'; fi
  while (($# > 0)); do
    case $1 in
      --username) refuse 'Passing the managed identity ID with --username is no longer supported. Use --client-id, --object-id or --resource-id instead.' ;;
      --resource-id)
        words+=(--username "$2")
        shift
        ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  real "${words[@]}"
}

resource_manager() {
  local config="${AZURE_CONFIG_DIR:-$HOME/.azure}" name
  name=$(sed -n '/^\[cloud\]/,/^\[/ s/^name *= *//p' "$config/config" 2>/dev/null | head -n 1)
  case $name in
    AzureUSGovernment) printf 'https://management.usgovcloudapi.net' ;;
    AzureChinaCloud) printf 'https://management.chinacloudapi.cn' ;;
    NexusArc) sed -n 's/^endpoint_resource_manager *= *//p' "$config/clouds.config" ;;
    *) printf 'https://management.azure.com' ;;
  esac
}

# The extension's error texts: "ERROR: (Code) message", then Code and Message on lines of their own.
service_error() {
  local code message
  code=$(printf '%s' "$1" | sed -n 's/.*"code": *"\([^"]*\)".*/\1/p' | head -n 1)
  message=$(printf '%s' "$1" | sed -n 's/.*"message": *"\([^"]*\)".*/\1/p' | head -n 1)
  printf 'ERROR: (%s) %s\nCode: %s\nMessage: %s\n' "$code" "$message" "$code" "$message" >&2
  exit 1
}

assign_relay() {
  local group='' name='' machine='' kind=Platform subscription='' token base answer operation
  while (($# > 0)); do
    case $1 in
      --resource-group | -g) group=$2 ;;
      --name | -n) name=$2 ;;
      --machine-id) machine=$2 ;;
      --relay-type) kind=$2 ;;
      --subscription) subscription=$2 ;;
      --output | -o) ;;
      *) refuse "unrecognized arguments: $1" 2 ;;
    esac
    shift 2
  done
  base=$(resource_manager)
  if [[ -z $subscription ]]; then subscription=$(/opt/guest/az-real account show --query id -o tsv); fi
  token=$(/opt/guest/az-real account get-access-token --resource "$base/" --query accessToken -o tsv) || exit 1
  answer=$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --config - -sS --globoff -D /run/guest-relay -w '\n%{http_code}' -X POST -H 'Content-Type: application/json' \
      --data-binary "{\"machineId\":\"$machine\",\"relayType\":\"$kind\"}" \
      "$base/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.NetworkCloud/virtualMachines/$name/assignRelay?api-version=2025-09-01") || exit 1
  if [[ ${answer##*$'\n'} != 202 ]]; then service_error "$answer"; fi
  operation=$(sed -n 's/^location: *//Ip' /run/guest-relay | tr -d '\r')
  rm /run/guest-relay
  while true; do
    answer=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | curl --config - -sS --globoff "$operation") || exit 1
    case $answer in
      *'"status":"Succeeded"'*) exit 0 ;;
      *'"status":"Failed"'*) service_error "$answer" ;;
    esac
    sleep 10
  done
}

case "${1:-} ${2:-}" in
  'version '*) printf '2.80.0\n' ;;
  'login '*) login "$@" ;;
  'extension show')
    [[ -d ${AZURE_EXTENSION_DIR:-$HOME/.azure/cliextensions}/networkcloud ]] || refuse 'The extension networkcloud is not installed.' 3
    ;;
  'extension add')
    curl -fsS --max-time 20 -o /dev/null https://azcliprod.blob.core.windows.net/cli-extensions/networkcloud.whl || refuse 'HTTPSConnectionPool: download failed'
    mkdir -p "${AZURE_EXTENSION_DIR:-$HOME/.azure/cliextensions}/networkcloud"
    ;;
  'networkcloud virtualmachine')
    [[ -d ${AZURE_EXTENSION_DIR:-$HOME/.azure/cliextensions}/networkcloud ]] || refuse "'networkcloud' is misspelled or not recognized by the system." 2
    [[ ${3:-} == assign-relay ]] || refuse "'${3:-}' is misspelled or not recognized by the system." 2
    shift 3
    assign_relay "$@"
    ;;
  *) real "$@" ;;
esac
