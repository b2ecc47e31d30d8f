import { bash, type Bash } from "./bash";

/** HTTP by curl, with network failures named by their cause: what the cloud services network's proxy refuses is said by host. */
export const http = bash`
# --- HTTP -------------------------------------------------------------------

# host_of URL
host_of() {
  local host=\${1#*://}
  printf '%s' "\${host%%/*}"
}

# explain_network CURL_EXIT CONNECT_STATUS URL: why no answer came: sets CODE, CAUSE and NEXT.
explain_network() {
  local host
  host=$(host_of "$3")
  case $2 in
    403 | 407)
      CODE=egress-refused CAUSE="the proxy $PROXY_URL denies $host (answer $2)"
      NEXT="Add $host to the egress endpoints of the cloud services network, or create that network with default egress endpoints."
      return 0
      ;;
    [45]??)
      CODE=egress-failed CAUSE="the proxy $PROXY_URL cannot reach $host (answer $2)"
      NEXT="Check the cloud services network and its egress endpoints for $host."
      return 0
      ;;
  esac
  case $1 in
    5 | 7 | 97)
      CODE=proxy-unreachable CAUSE="no connection to the proxy $PROXY_URL"
      NEXT='Check that the VM has its cloud services network attached.'
      ;;
    28) CODE=timeout CAUSE="no response from $host in time" NEXT="Check the proxy and the egress endpoints for $host." ;;
    35)
      CODE=tls-failed CAUSE="no TLS connection to $host (curl error 35)"
      NEXT="Check the proxy and the egress endpoints for $host, and the clock of the VM."
      ;;
    51 | 58 | 60 | 77 | 83)
      CODE=certificate CAUSE="the TLS certificate of $host is not trusted (curl error $1)"
      NEXT='Check the clock of the VM and its certificate authorities.'
      ;;
    *) CODE=network CAUSE="the request to $host failed (curl error $1)" NEXT="Check the proxy and the egress endpoints for $host." ;;
  esac
}

# fetch URL FILE: downloads; 1 when it should be tried again.
fetch() {
  local out code=0
  out=$(curl --silent --location --fail --connect-timeout 10 --max-time "$(left)" --speed-limit 100 --speed-time 60 \
    --write-out '%{http_code} %{http_connect}' --output "$2" --url "$1" </dev/null 9>&-) || code=$?
  if ((code == 0)); then return 0; fi
  if [[ $out != 000* ]]; then
    CODE=download-failed CAUSE="the download of $1 failed (answer \${out%% *})"
    NEXT="Retry later; check that $(host_of "$1") can be reached."
  else
    explain_network "$code" "\${out##* }" "$1"
  fi
  return 1
}
`;

/** How an answer of Azure Resource Manager is understood, whichever tool brought it. */
export const armAnswers = bash`
# --- Answers of Azure Resource Manager --------------------------------------

HTTP_STATUS=000 HTTP_BODY=''

# judge WHAT CODE: the last answer to WHAT: 0 done, 1 retry, 2 never (then with CODE).
judge() {
  local error message
  if [[ $HTTP_STATUS == 2?? ]]; then return 0; fi
  if [[ $HTTP_STATUS == 000 ]]; then return 1; fi
  error=$(printf '%s' "$HTTP_BODY" | json_get error.code)
  message=$(printf '%s' "$HTTP_BODY" | json_get error.message)
  CAUSE="$1: Azure returned $HTTP_STATUS \${error:-without a code}\${message:+ (\${message:0:300})}"
  case $HTTP_STATUS/$error in
    403/RequestDisallowedByPolicy)
      CODE=policy NEXT='Ask the owner of the subscription for an exemption from the policy.'
      return 2
      ;;
    403/* | 404/SubscriptionNotFound)
      CODE=role-missing
      NEXT='Assign the roles of step 2 to the identity of this VM (they take effect within minutes), then run the script again.'
      renew_token
      return 1
      ;;
    401/*)
      CODE=token-refused NEXT='Check the tenant and the cloud of the enrollment.'
      renew_token
      return 1
      ;;
    409/MissingSubscriptionRegistration)
      CODE=provider-not-registered
      NEXT="Register the resource provider that the message names in the subscription, then run the script again."
      return 2
      ;;
    409/HCRP409)
      CODE=machine-conflict NEXT='Choose another arcMachineName, or delete the machine if nobody needs it; it was not changed.'
      return 2
      ;;
    408/* | 429/* | 5??/*)
      CODE=azure-unavailable NEXT='Azure is busy or has a problem; run the script again later.'
      return 1
      ;;
    409/*)
      CODE=$2 NEXT='Another operation holds the resource; check its activity log, then run the script again.'
      return 1
      ;;
    *)
      CODE=$2 NEXT='Correct what the message names, then run the script again.'
      return 2
      ;;
  esac
}
`;

/** `arm` and `renew_token` for a VM without Azure CLI. */
export const armByCurl: Bash = bash`
# request METHOD URL [BODY]: one request with TOKEN, when there is one, through the proxy. An empty URL asks OPERATION_URL, which is
# signed: neither it nor the token stands in an argument that others may read.
# Sets HTTP_STATUS, HTTP_BODY and RETRY_AFTER; without an answer HTTP_STATUS is 000 and the cause is explained.
request() {
  local out code=0 method=$1 url=$2 statuses
  shift 2
  : >"$WORK/headers"
  out=$(
    {
      if [[ -n $TOKEN ]]; then printf 'header = "Authorization: Bearer %s"\n' "$TOKEN"; fi
      if [[ -z $url ]]; then printf 'url = "%s"\n' "\${OPERATION_URL//[\"\\\\]/}"; fi
    } |
      curl --config - --silent --globoff --request "$method" --connect-timeout 10 --max-time 60 \
        --dump-header "$WORK/headers" --header 'Content-Type: application/json' \
        --write-out '\n%{http_code} %{http_connect}' \${1+--data-binary "$1"} \${url:+--url "$url"} 9>&-
  ) || code=$?
  statuses=\${out##*$'\n'}
  HTTP_BODY=\${out%$'\n'*} HTTP_STATUS=\${statuses%% *}
  RETRY_AFTER=$(response_header retry-after)
  if [[ ! $RETRY_AFTER =~ ^[0-9]{1,4}$ ]]; then RETRY_AFTER=0; fi
  if ((code != 0)); then
    HTTP_STATUS=000 RETRY_AFTER=0
    explain_network "$code" "\${statuses##* }" "\${url:-$OPERATION_URL}"
  fi
}

# response_header NAME: a header of the last answer; the proxy's own answer stands before it.
response_header() {
  awk -v wanted="$1" '
    { line = $0; sub(/\r$/, "", line); at = index(line, ":") }
    /^HTTP\// { value = "" }
    at > 0 && tolower(substr(line, 1, at - 1)) == wanted { value = substr(line, at + 1); sub(/^[ \t]+/, "", value) }
    END { print value }
  ' "$WORK/headers"
}

# arm METHOD URL [BODY]: one request to Azure Resource Manager.
arm() {
  request "$@"
}

# renew_token: after a refusal; a role that was assigned in the meantime may need a new token.
renew_token() {
  local cause=$CAUSE code=$CODE next=$NEXT status=$HTTP_STATUS body=$HTTP_BODY pause=$RETRY_AFTER
  fetch_token || true
  CAUSE=$cause CODE=$code NEXT=$next HTTP_STATUS=$status HTTP_BODY=$body RETRY_AFTER=$pause
}
`;

/** `arm` and `renew_token` by Azure CLI: its error texts are turned back into an HTTP status and ARM's body. */
export const armByAz: Bash = bash`
# az_status TEXT: the HTTP status in an error text of Azure CLI; 000 for a network failure.
az_status() {
  case $1 in
    *AuthorizationFailed* | *Forbidden* | *"Subscription '"*"' not found"* | *RequestDisallowedByPolicy*) printf 403 ;;
    *'Not Found('* | *NotFound*) printf 404 ;;
    *Conflict* | *MissingSubscriptionRegistration* | *AnotherOperationInProgress*) printf 409 ;;
    *'Too Many Requests'* | *TooManyRequests* | *Throttl*) printf 429 ;;
    *Unauthorized* | *InvalidAuthenticationToken* | *ExpiredAuthenticationToken* | *'az login'*) printf 401 ;;
    *'Service Unavailable'* | *ServiceUnavailable* | *'Bad Gateway'* | *'Gateway Time'* | *'Internal Server Error'* | *InternalServerError* | *ServerTimeout*) printf 503 ;;
    *'Connection aborted'* | *'Max retries exceeded'* | *'Connection refused'* | *'timed out'* | *SSLError* | *ConnectionError* | *ProxyError*) printf 000 ;;
    *'Bad Request'* | *'"code"'* | *'Code: '*) printf 400 ;;
    *) printf 000 ;;
  esac
}

# az_failed TEXT URL: takes over an error of Azure CLI as if it were ARM's answer.
az_failed() {
  local code message
  HTTP_STATUS=$(az_status "$1")
  if [[ $HTTP_STATUS == 000 ]]; then
    message=$(printf '%s\n' "$1" | grep -v '^ *$' | tail -n 1) || true
    CODE=network CAUSE="Azure CLI got no response from $(host_of "$2")\${message:+: \${message:0:300}}"
    NEXT="Check the proxy and the egress endpoints for $(host_of "$2")."
    return 0
  fi
  HTTP_BODY=''
  if [[ $1 == *'({'* ]]; then HTTP_BODY="{\${1#*\(\{}"; fi
  if [[ -z $(printf '%s' "$HTTP_BODY" | json_get error.code) ]]; then
    code=$(printf '%s\n' "$1" | sed -n 's/^Code: *//p' | tail -n 1)
    message=$(printf '%s\n' "$1" | sed -n 's/^ERROR: *//p' | tail -n 1)
    HTTP_BODY="{\"error\":{\"code\":\"$(plain "$code")\",\"message\":\"$(plain "\${message:-\${1:0:300}}")\"}}"
  fi
}

# arm METHOD URL [BODY]: one request to Azure Resource Manager. Sets HTTP_STATUS and HTTP_BODY.
arm() {
  local method=$1 url=$2 code=0
  shift 2
  HTTP_BODY=$(bounded az rest --method "$method" --url "$url" --resource "$AUDIENCE" \
    --headers 'Content-Type=application/json' \${1+--body "$1"} --output json 2>"$WORK/az-error") || code=$?
  HTTP_STATUS=200
  if ((code != 0)); then az_failed "$(cat "$WORK/az-error")" "$url"; fi
}

# renew_token: a sign-in before the roles took effect saw no subscription, and Azure CLI remembers that; so it signs in again.
renew_token() {
  if ! log_in >/dev/null 2>&1; then log 'still not signed in'; fi
}
`;
