import { bash } from "./bash";

/** The package managers of Debian and Ubuntu (apt), the RHEL family (dnf, yum) and Azure Linux (tdnf). */
export const packages = bash`
# --- Packages ---------------------------------------------------------------

# os_release NAME: a value of /etc/os-release.
os_release() {
  (
    # shellcheck source=/dev/null
    . /etc/os-release
    printf '%s' "\${!1:-}"
  )
}

# package_manager: apt-get, tdnf, dnf or yum.
package_manager() {
  local manager
  for manager in apt-get tdnf dnf yum; do
    if command -v "$manager" >/dev/null; then printf '%s' "$manager"; return 0; fi
  done
}

# quietly WHAT COMMAND...: runs COMMAND; when it fails, shows the end of its output and explains.
quietly() {
  local what=$1 code=0 host
  shift
  bounded "$@" >"$WORK/output" 2>&1 || code=$?
  if ((code == 0)); then return 0; fi
  show "$(cat "$WORK/output")"
  CODE=package-failed CAUSE="$what failed (exit code $code)" NEXT='Read the lines above; check the egress endpoints for the package host.'
  if grep -qE 'HTTP code 403|response 403|Forbidden|Tunnel connection failed' "$WORK/output"; then
    host=$(grep -oE 'https?://[A-Za-z0-9.-]+' "$WORK/output" | grep -vF "$PROXY_URL" | head -n 1) || true
    CODE=egress-refused CAUSE="$what failed: the proxy denies $(host_of "\${host:-a package host}")"
    NEXT='Add the host to the egress endpoints of the cloud services network.'
  fi
  return 1
}

# install_packages NAME...
install_packages() {
  case $(package_manager) in
    apt-get)
      quietly 'apt-get update' apt-get -q update || true
      quietly "the installation of $*" apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 install "$@"
      ;;
    tdnf) quietly "the installation of $*" tdnf -y install "$@" ;;
    dnf) quietly "the installation of $*" dnf -y install "$@" ;;
    yum) quietly "the installation of $*" yum -y install "$@" ;;
    *)
      CODE=unsupported-system CAUSE='this VM has no apt-get, tdnf, dnf, or yum' NEXT="Install $* in the image."
      return 2
      ;;
  esac
}

# remove_package NAME
remove_package() {
  case $(package_manager) in
    apt-get) quietly "the removal of $1" apt-get -q -y -o DPkg::Lock::Timeout=120 remove "$1" ;;
    tdnf) quietly "the removal of $1" tdnf -y remove "$1" ;;
    dnf) quietly "the removal of $1" dnf -y remove "$1" ;;
    *) quietly "the removal of $1" yum -y remove "$1" ;;
  esac
}

# need COMMAND PACKAGE: installs PACKAGE when COMMAND is not there.
need() {
  if ! command -v "$1" >/dev/null; then
    log "installing $2"
    retry 300 install_packages "$2"
    hash -r
    if ! command -v "$1" >/dev/null; then fail tool-missing "$1 is not installed on this VM" "Install $2 in the image."; fi
  fi
}
`;
