#!/bin/bash
# apt-get, dnf, tdnf and rpm of the simulated VM: they go through the proxy that their environment names, like the real ones.
set -u
name=${0##*/}
words=()
for word in "$@"; do
  case $word in
    -o) skip=1 ;;
    -*) ;;
    *) if [[ ${skip:-0} == 1 ]]; then skip=0; else words+=("$word"); fi ;;
  esac
done
refuse() {
  printf '%s\n' "$1" >&2
  exit 100
}

get() {
  [[ -n ${https_proxy:-} ]] || refuse "Could not resolve '$(printf '%s' "$1" | cut -d/ -f3)'"
  curl -fsS --max-time 20 -o "$2" "$1" || refuse "Failed to fetch $1"
}

if ((EUID != 0)); then refuse "$name: Permission denied, are you root?"; fi
if [[ $name == rpm ]]; then
  case " $* " in
    *' -q '*) [[ -e /etc/yum.repos.d/microsoft-prod.repo ]] || exit 1 ;;
    *) grep -q KEY "${words[-1]}" || refuse 'no key' ;;
  esac
  exit 0
fi

case ${words[0]} in
  update)
    if [[ " $* " == *sourceparts=-* ]]; then
      get https://packages.microsoft.com/repos/azure-cli/dists/Release /dev/null
    else
      get https://deb.debian.org/debian/dists/Release /dev/null
    fi
    ;;
  install)
    for package in "${words[@]:1}"; do
      case $package in
        azure-cli)
          if [[ $name == apt-get ]]; then
            grep -q signed-by=/etc/apt/keyrings/microsoft.asc /etc/apt/sources.list.d/azure-cli.list || refuse 'Unable to locate package azure-cli'
            grep -q KEY /etc/apt/keyrings/microsoft.asc || refuse 'NO_PUBKEY'
          elif [[ $name == dnf ]]; then
            [[ -e /etc/yum.repos.d/microsoft-prod.repo ]] || refuse 'No match for argument: azure-cli'
          fi
          get https://packages.microsoft.com/repos/azure-cli/pool/azure-cli /dev/null
          [[ -e /opt/guest/az-real ]] || refuse 'the machine below has no azure-cli of Debian'
          ln -sf /opt/guest/az.sh /usr/bin/az
          ;;
        https://*packages-microsoft-prod.rpm)
          get "$package" /dev/null
          mkdir -p /etc/yum.repos.d
          : >/etc/yum.repos.d/microsoft-prod.repo
          ;;
        *) refuse "Unable to locate package $package" ;;
      esac
    done
    ;;
  remove)
    rm -rf "/opt/${words[1]:?}" "/usr/bin/${words[1]:?}"
    ;;
  *) refuse "E: Invalid operation ${words[0]}" ;;
esac
