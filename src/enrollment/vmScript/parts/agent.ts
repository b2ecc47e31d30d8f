import { bash, type Bash } from "../shell/bash";

/** What the agent says about itself; before step 9 there is none. */
export const readAgent = bash`
# --- The agent --------------------------------------------------------------

# read_agent: sets AGENT_STATUS (empty when there is no agent) and AGENT_RESOURCE, the resource ID that it is connected to
# (empty when the agent does not report it).
read_agent() {
  local shown name
  AGENT_STATUS='' AGENT_RESOURCE=''
  if ! command -v azcmagent >/dev/null; then return 0; fi
  shown=$(briefly azcmagent show -j 2>/dev/null) || shown=''
  AGENT_STATUS=$(printf '%s' "$shown" | json_get status)
  if [[ -z $AGENT_STATUS ]]; then
    AGENT_STATUS=$(briefly azcmagent show 2>/dev/null | sed -n 's/^ *Agent Status *: *//p') || true
    return 0
  fi
  AGENT_RESOURCE=$(printf '%s' "$shown" | json_get resourceId)
  name=$(printf '%s' "$shown" | json_get resourceName)
  if [[ -z $AGENT_RESOURCE && -n $name ]]; then
    AGENT_RESOURCE="/subscriptions/$(printf '%s' "$shown" | json_get subscriptionId)/resourceGroups/$(printf '%s' "$shown" | json_get resourceGroup)/providers/Microsoft.HybridCompute/machines/$name"
  fi
}
`;

/** Step 9: Microsoft's installer, after the last token: an installed agent blocks `az login`. */
export const installAgent = bash`
# --- Step 9: install azcmagent ----------------------------------------------

install_agent() {
  if ! command -v azcmagent >/dev/null; then retry 300 run_agent_installer; fi
  NOTE=$(briefly azcmagent version 2>/dev/null | head -n 1) || true
}

# fetch_script URL: downloads the agent's installer. A page that a proxy puts in its place is not run.
fetch_script() {
  local first=''
  fetch "$1" "$WORK/install_azcmagent.sh" || return
  read -r -n 2 first <"$WORK/install_azcmagent.sh" || true
  if [[ $first == '#!' ]]; then return 0; fi
  CODE=download-failed CAUSE="the download of $1 returned no script (a proxy page?)"
  NEXT="Check what the proxy returns for $(host_of "$1")."
  return 1
}

# quietly_fetch_script URL: like fetch_script, but leaves an earlier explanation as it is.
quietly_fetch_script() {
  local code=$CODE cause=$CAUSE next=$NEXT
  if fetch_script "$1"; then return 0; fi
  CODE=$code CAUSE=$cause NEXT=$next
  return 1
}

run_agent_installer() {
  local code=0 error=''
  # The second place is only tried when the first fails; then the first one's failure is the one to explain.
  if ! fetch_script "$AGENT_INSTALLER" && ! quietly_fetch_script https://aka.ms/azcmagent; then
    return 1
  fi
  rm -f -- "$WORK/install.json"
  bounded bash "$WORK/install_azcmagent.sh" --proxy "$PROXY_URL" --output "$WORK/install.json" >"$WORK/output" 2>&1 || code=$?
  hash -r
  if ((code == 0)) && command -v azcmagent >/dev/null; then return 0; fi
  show "$(cat "$WORK/output")"
  if [[ -f $WORK/install.json ]]; then error=$(json_get error.code <"$WORK/install.json"); fi
  CODE=\${error:-agent-install-failed} CAUSE="the installation of the agent failed (exit code $code)"
  NEXT='Read the lines above; check that packages.microsoft.com is an egress endpoint of the cloud services network.'
  case $CODE in
    agent-install-failed | AZCM0143 | AZCM0146) blame_network packages.microsoft.com ;;
    AZCM0130 | AZCM0131 | AZCM0132 | AZCM0133 | AZCM0141)
      NEXT='The agent does not support this system; use a supported image.'
      return 2
      ;;
  esac
  return 1
}
`;

/** Step 10: the agent's own proxy first, then the connection to the machine that exists. `cloudFlag` names a cloud other than the public one. */
export function connectAgent(proxy: string, cloudFlag: Bash): Bash {
  return bash`
# --- Step 10: connect to the existing Arc machine ---------------------------

connect_agent() {
  retry 120 quietly 'azcmagent config set proxy.url' azcmagent config set proxy.url ${proxy}
  retry 300 connect_once
  PRIVATE_B64=''
  retry 180 see_connected
  NOTE="Connected as $MACHINE_NAME"
}

# connect_once: the exit code of the agent is the number of its AZCM error.
connect_once() {
  local out code=0
  out=$(bounded azcmagent connect existing \
    --location "$LOCATION" \
    --private-key "$PRIVATE_B64" \
    --resource-group "$RESOURCE_GROUP" \
    --resource-name "$MACHINE_NAME" \
    --subscription-id "$SUBSCRIPTION_ID" \
    --tenant-id "$TENANT_ID" \
    --vmid "$ARC_MACHINE_VMID" \
${cloudFlag}    --verbose 2>&1) || code=$?
  if ((code == 0)); then return 0; fi
  show "$out"
  CODE=$(printf '%s' "$out" | grep -oE 'AZCM[0-9]{4}' | head -n 1) || CODE=$(printf 'AZCM%04d' "$code")
  if ((code == 124 || code == 137)); then CODE=timeout; fi
  CAUSE="azcmagent connect existing failed with $CODE"
  NEXT="Look up $CODE (nexus-arc diagnose); the agent's own logs are in /var/opt/azcmagent/log."
  case $CODE in
    AZCM0067)
      read_agent
      if [[ $AGENT_STATUS == Connected && \${AGENT_RESOURCE,,} == "\${MACHINE_ID,,}" ]]; then return 0; fi
      return 2
      ;;
    AZCM0026) blame_network "$(host_of "$AGENT_INSTALLER")" ;;
    AZCM0023) NEXT='The agent may be too old for "connect existing": remove it, then run the script again.' && return 2 ;;
    AZCM0012 | AZCM0016 | AZCM0018 | AZCM0019 | AZCM0020 | AZCM0041 | AZCM0042 | AZCM0044 | AZCM0102 | AZCM0103 | AZCM0104) return 2 ;;
  esac
  return 1
}

see_connected() {
  read_agent
  if [[ $AGENT_STATUS == Connected ]]; then return 0; fi
  CODE=agent-not-connected CAUSE="the agent belongs to this machine and reports \${AGENT_STATUS:-nothing}"
  NEXT='Check "azcmagent show" and "azcmagent check" on the VM. If the machine no longer exists in Azure: "azcmagent disconnect --force-local-only", then run the script again.'
  return 1
}
`;
}
