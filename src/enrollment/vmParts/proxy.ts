import { bash, type Bash } from "./bash";

/** Step 5, before anything is downloaded. IMDS is never asked through the proxy. */
export function proxyStep(proxy: string, noProxy: string): Bash {
  return bash`
# --- Step 5: configure proxy ------------------------------------------------

configure_proxy() {
  export HTTPS_PROXY=${proxy} https_proxy=${proxy} HTTP_PROXY=${proxy} http_proxy=${proxy}
  export NO_PROXY=${noProxy} no_proxy=${noProxy}
  if command -v curl >/dev/null; then retry 60 reach_azure; fi
  NOTE="downloads and Azure go through $PROXY_URL"
}

# reach_azure: does the proxy let Azure Resource Manager through? Any answer will do.
reach_azure() {
  local out code=0
  out=$(curl --silent --output /dev/null --connect-timeout 10 --max-time 30 --write-out '%{http_connect}' \
    --url "$RESOURCE_MANAGER/" </dev/null 9>&-) || code=$?
  if ((code == 0)); then return 0; fi
  explain_network "$code" "$out" "$RESOURCE_MANAGER"
  return 1
}
`;
}
