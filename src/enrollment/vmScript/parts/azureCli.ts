import { bash } from "../shell/bash";

/** Step 4 without Azure CLI: the few tools that the rest of the script needs. */
export const curlTools = bash`
# --- Step 4: tools (this script speaks to Azure by curl) --------------------

install_tools() {
  need awk gawk
  need curl curl
  need openssl openssl
  NOTE='Azure CLI is not needed: this script speaks to Azure by curl'
}
`;

/**
 * Step 4 with Azure CLI. 2.75 is the first that the networkcloud extension 4 takes; `az login --resource-id` exists since 2.69.
 * Its configuration, and with it its tokens, stays in the work folder; the extension stays for a second run.
 */
export const azureCliTools = bash`
# --- Step 4: install Azure CLI ----------------------------------------------

install_tools() {
  need awk gawk
  need curl curl
  need openssl openssl
  export AZURE_CONFIG_DIR="$WORK/azure" AZURE_EXTENSION_DIR="$STATE_DIR/az-extensions"
  export AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_NO_COLOR=true AZURE_CORE_SURVEY_MESSAGE=false
  export AZURE_EXTENSION_USE_DYNAMIC_INSTALL=no
  trust_system_certificates
  if ! azure_cli_is_new; then retry 300 install_azure_cli; fi
  if ! briefly az extension show --name networkcloud --output none >/dev/null 2>&1; then
    log 'adding the networkcloud extension'
    retry 300 quietly 'az extension add' az extension add --name networkcloud --yes --only-show-errors
  fi
  NOTE="Azure CLI $(azure_cli_version) with the networkcloud extension"
}

# trust_system_certificates: Azure CLI brings its own list of authorities; this VM's list also holds those of its owner.
trust_system_certificates() {
  local bundle
  for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [[ -f $bundle ]]; then export REQUESTS_CA_BUNDLE="\${REQUESTS_CA_BUNDLE:-$bundle}"; fi
  done
}

azure_cli_version() {
  briefly az version --query '"azure-cli"' --output tsv 2>/dev/null || printf '0'
}

azure_cli_is_new() {
  command -v az >/dev/null && printf '2.75\n%s\n' "$(azure_cli_version)" | sort -V -C
}

install_azure_cli() {
  log 'installing Azure CLI'
  case $(package_manager) in
    apt-get) add_azure_cli_to_apt || return ;;
    dnf | yum) add_azure_cli_to_dnf || return ;;
  esac
  install_azure_cli_package || return
  hash -r
  if ! azure_cli_is_new; then
    log "the package source has only Azure CLI $(azure_cli_version), earlier than 2.75: continuing, but the sign-in or relay commands may not have their options"
  fi
}

# The package of Microsoft brings all that it needs, so no mirror of the distribution is asked for it.
install_azure_cli_package() {
  if [[ $(package_manager) != apt-get ]]; then
    install_packages azure-cli
    return
  fi
  quietly 'apt-get update' apt-get -q -o Dir::Etc::sourcelist=/etc/apt/sources.list.d/azure-cli.list -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 update || return
  quietly 'the installation of azure-cli' apt-get -q -y -o DPkg::Lock::Timeout=120 install azure-cli
}

add_azure_cli_to_apt() {
  local list=/etc/apt/sources.list.d/azure-cli.list architecture codename
  if [[ -f $list ]]; then return 0; fi
  architecture=$(dpkg --print-architecture)
  codename=$(os_release VERSION_CODENAME)
  install -d -m 0755 /etc/apt/keyrings
  fetch https://packages.microsoft.com/keys/microsoft.asc "$WORK/microsoft.asc" || return
  install -m 0644 "$WORK/microsoft.asc" /etc/apt/keyrings/microsoft.asc
  printf 'deb [arch=%s signed-by=/etc/apt/keyrings/microsoft.asc] https://packages.microsoft.com/repos/azure-cli/ %s main\n' \
    "$architecture" "$codename" >"$WORK/azure-cli.list"
  install -m 0644 "$WORK/azure-cli.list" "$list"
}

add_azure_cli_to_dnf() {
  local version
  if rpm --quiet -q packages-microsoft-prod; then return 0; fi
  version=$(os_release VERSION_ID)
  version=\${version%%.*}
  if [[ $version == 9 ]]; then version=9.0; fi
  fetch https://packages.microsoft.com/keys/microsoft.asc "$WORK/microsoft.asc" || return
  quietly 'the import of the signing key' rpm --import "$WORK/microsoft.asc" || return
  install_packages "https://packages.microsoft.com/config/rhel/$version/packages-microsoft-prod.rpm"
}
`;
