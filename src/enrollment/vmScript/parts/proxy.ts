import { bash, type Bash } from "../shell/bash";

/** Step 5, before anything is downloaded. IMDS is never asked through the proxy. */
export function proxyStep(proxy: string, noProxy: string): Bash {
  return bash`
# --- Step 5: configure proxy ------------------------------------------------

configure_proxy() {
  export HTTPS_PROXY=${proxy} https_proxy=${proxy} HTTP_PROXY=${proxy} http_proxy=${proxy}
  export NO_PROXY=${noProxy} no_proxy=${noProxy}
  if command -v curl >/dev/null; then retry 60 reach "$RESOURCE_MANAGER/"; fi
  NOTE="downloads and Azure go through $PROXY_URL"
}

# reach URL: does the proxy let the host through? Any answer will do.
reach() {
  local out code=0
  out=$(curl --silent --output /dev/null --connect-timeout 10 --max-time 30 --write-out '%{http_connect}' \
    --url "$1" </dev/null 9>&-) || code=$?
  if ((code == 0)); then return 0; fi
  explain_network "$code" "$out" "$1"
  return 1
}

# blame_network HOST: when HOST cannot be reached, that is the cause; else the explanation stays.
blame_network() {
  local code=$CODE cause=$CAUSE next=$NEXT
  if reach "https://$1/"; then
    CODE=$code CAUSE=$cause NEXT=$next
  else
    CAUSE="$CAUSE; $cause"
  fi
}
`;
}
