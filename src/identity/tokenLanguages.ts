import { quoteForShell, quoteForPowerShell } from "../enrollment/dialects/quote";
import { backOffSeconds } from "./tokenErrors";
import { tokenUrl, type TokenRequest } from "./tokenRequest";

/** The languages in which a token request can be written. */
export const tokenLanguageNames = ["curl", "powershell", "python", "go", "javascript"] as const;
export type TokenLanguageName = (typeof tokenLanguageNames)[number];

export interface TokenLanguage {
  readonly title: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly fileExtension: string;
  readonly write: (request: TokenRequest) => string;
}

export const tokenLanguages: Readonly<Record<TokenLanguageName, TokenLanguage>> = {
  curl: { title: "curl", language: "shellscript", fileExtension: "sh", write: curl },
  powershell: { title: "PowerShell", language: "powershell", fileExtension: "ps1", write: powerShell },
  python: { title: "Python", language: "python", fileExtension: "py", write: python },
  go: { title: "Go", language: "go", fileExtension: "go", write: go },
  javascript: {
    title: "JavaScript with @azure/identity",
    language: "javascript",
    fileExtension: "mjs",
    write: javaScript,
  },
};

/** A string literal that Python, Go and JavaScript read alike: JSON's escapes are theirs too. */
function quoteForCode(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `--noproxy`: the metadata service is not behind any proxy. */
function curl(request: TokenRequest): string {
  return `#!/usr/bin/env bash
# Prints the response's status and expiration, and stores the token in a variable. Retries after 404, 429, and 5xx.
set -euo pipefail
for delay in ${backOffSeconds.join(" ")}; do
  sleep "$delay"
  answer=$(curl --silent --noproxy '*' --max-time 10 --header 'Metadata: true' --write-out '\\n%{http_code}' \\
    ${quoteForShell(tokenUrl(request))}) || continue
  status=\${answer##*$'\\n'}
  case $status in
    200) break ;;
    404 | 429 | 5??) ;;
    *) break ;;
  esac
done
body=\${answer%$'\\n'*}
if [ "\${status:-}" != 200 ]; then
  printf 'The metadata service answered %s: %s\\n' "\${status:-nothing}" "\${body:-}" >&2
  exit 1
fi
ACCESS_TOKEN=$(printf '%s' "$body" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')
printf 'A token of %s characters, valid until %s (seconds since 1970).\\n' "\${#ACCESS_TOKEN}" \\
  "$(printf '%s' "$body" | sed -n 's/.*"expires_on" *: *"\\{0,1\\}\\([0-9]*\\).*/\\1/p')"
`;
}

function powerShell(request: TokenRequest): string {
  return `# Stores the token in a variable. Retries after 404, 429, and 5xx.
$ErrorActionPreference = 'Stop'
$uri = ${quoteForPowerShell(tokenUrl(request))}
$answer = $null
foreach ($delay in ${backOffSeconds.join(", ")}) {
  Start-Sleep -Seconds $delay
  try {
    $answer = Invoke-RestMethod -Uri $uri -Headers @{ Metadata = 'true' } -NoProxy -TimeoutSec 10
    break
  } catch {
    $status = [int] $_.Exception.Response.StatusCode
    if ($status -ne 0 -and $status -ne 404 -and $status -ne 429 -and $status -lt 500) { throw }
  }
}
if ($null -eq $answer) { throw 'The metadata service did not respond.' }
$accessToken = $answer.access_token
"A token of $($accessToken.Length) characters, valid until $($answer.expires_on) (seconds since 1970)."
`;
}

function python(request: TokenRequest): string {
  return `"""Gets an access token from the metadata service. Retries after 404, 429, and 5xx."""
import json
import time
import urllib.error
import urllib.request

URL = ${quoteForCode(tokenUrl(request))}


def take_token():
    # No proxy: requests to the metadata service are direct.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(URL, headers={"Metadata": "true"})
    cause = None
    for delay in (${backOffSeconds.join(", ")}):
        time.sleep(delay)
        try:
            with opener.open(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code not in (404, 429) and error.code < 500:
                raise RuntimeError(f"{error.code}: {error.read().decode()}") from None
            cause = error
        except OSError as error:
            cause = error
    raise RuntimeError("The metadata service did not respond.") from cause


token = take_token()
print(f"A token of {len(token['access_token'])} characters, valid until {token['expires_on']} (seconds since 1970).")
`;
}

function go(request: TokenRequest): string {
  return `// Gets an access token from the metadata service. Retries after 404, 429, and 5xx.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

const tokenURL = ${quoteForCode(tokenUrl(request))}

type token struct {
	AccessToken string      \`json:"access_token"\`
	ExpiresOn   json.Number \`json:"expires_on"\`
}

func takeToken() (*token, error) {
	// No proxy: requests to the metadata service are direct.
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{Proxy: nil}}
	var last error
	for _, delay := range []time.Duration{${backOffSeconds.join(", ")}} {
		time.Sleep(delay * time.Second)
		request, err := http.NewRequest(http.MethodGet, tokenURL, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Metadata", "true")
		answer, err := client.Do(request)
		if err != nil {
			last = err
			continue
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			last = err
			continue
		}
		if answer.StatusCode == http.StatusOK {
			var taken token
			return &taken, json.Unmarshal(body, &taken)
		}
		last = fmt.Errorf("the metadata service answered %d: %s", answer.StatusCode, body)
		if answer.StatusCode != 404 && answer.StatusCode != 429 && answer.StatusCode < 500 {
			break
		}
	}
	return nil, last
}

func main() {
	taken, err := takeToken()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("A token of %d characters, valid until %s (seconds since 1970).\\n", len(taken.AccessToken), taken.ExpiresOn)
}
`;
}

/** The library retries by itself. It takes a scope: the resource with `.default` behind it. */
function javaScript({ resource, selector }: TokenRequest): string {
  const options = {
    default: undefined,
    client_id: "clientId",
    object_id: "objectId",
    mi_res_id: "resourceId",
  }[selector.kind];
  const argument =
    selector.kind === "default" || options === undefined
      ? ""
      : `{ ${options}: ${quoteForCode(selector.value)} }`;
  return `// npm install @azure/identity. The library retries automatically.
import { ManagedIdentityCredential } from "@azure/identity";

// Two slashes before .default keep the slash that the resource ends with.
const credential = new ManagedIdentityCredential(${argument});
const { token, expiresOnTimestamp } = await credential.getToken(${quoteForCode(`${resource}/.default`)});
console.log(\`A token of \${token.length} characters, valid until \${new Date(expiresOnTimestamp).toISOString()}.\`);
`;
}
