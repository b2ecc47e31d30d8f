import { bash, type Bash } from "../shell/bash";

/** Step 6, for both flavours: the token of the metadata service, with its documented answers. */
export const askToken = bash`
# --- Step 6: authenticate with the managed identity -------------------------

# fetch_token: a token for Azure Resource Manager from the metadata service, never through the proxy. 404, 410, 429 and 5xx pass.
fetch_token() {
  local out code=0 status body
  out=$(curl --silent --globoff --noproxy '*' --connect-timeout 5 --max-time 30 --header 'Metadata: true' \
    --write-out '\n%{http_code}' --url "$TOKEN_URL" </dev/null 9>&-) || code=$?
  status=\${out##*$'\n'} body=\${out%$'\n'*}
  if ((code != 0)); then
    CODE=imds-unreachable CAUSE="no response from the metadata service 169.254.169.254 (curl error $code)"
    NEXT='Check that the VM was created with a managed identity and that its cloud services network is attached; otherwise report it to the operator.'
    return 1
  fi
  case $status in
    200) TOKEN=$(printf '%s' "$body" | json_get access_token) ;;
    404 | 410 | 429 | 5??)
      CODE=imds-busy CAUSE="the metadata service returned $status" NEXT='Run the script again later; if the error persists, report it to the operator.'
      return 1
      ;;
    *)
      CODE=identity-missing
      CAUSE="the metadata service has no token for $IDENTITY_WORDS (answer $status: $(printf '%s' "$body" | json_get error_description))"
      NEXT='A VM must have its identity from its creation: create the VM again with the identity. Check userAssignedIdentityId for a typing error.'
      return 2
      ;;
  esac
  if [[ -z $TOKEN ]]; then
    CODE=imds-busy CAUSE='the metadata service returned no token' NEXT='Run the script again.'
    return 1
  fi
}

# ask_token: like fetch_token; when there is no token because of an agent that is not connected, the agent goes until step 9, once.
ask_token() {
  local status=0
  fetch_token || status=$?
  if ((status != 0)) && [[ -e $HIMDS && $AGENT_REMOVED == no ]]; then
    unblock_token
    status=1
  fi
  return "$status"
}

unblock_token() {
  AGENT_REMOVED=yes
  log 'the agent is installed already and can block tokens: removing it until step 9'
  if ! remove_package azcmagent; then log 'the agent was not removed'; fi
}
`;

export const authenticateByCurl = bash`
authenticate() {
  retry 300 ask_token
  NOTE="the metadata service returns tokens for $IDENTITY_WORDS"
}
`;

/** `az login` picks the agent's token service when its binary exists, so an unconnected agent must go first. */
export function authenticateByAz(cloudCommands: Bash, login: Bash): Bash {
  return bash`
log_in() {
  bounded ${login} --output none
}

authenticate() {
  if [[ -e $HIMDS ]]; then unblock_token; fi
  retry 300 ask_token
  TOKEN=''
${cloudCommands}
  retry 120 sign_in
  NOTE="signed in with $IDENTITY_WORDS"
}

sign_in() {
  local code=0
  log_in 2>"$WORK/az-error" || code=$?
  if ((code == 0)); then return 0; fi
  show "$(cat "$WORK/az-error")"
  CODE=login-failed
  CAUSE="az login failed with $IDENTITY_WORDS although the metadata service returns tokens ($(tail -n 1 "$WORK/az-error"))"
  NEXT='Read the lines above; the script without Azure CLI (flavour curl) uses another method.'
  return 1
}
`;
}
