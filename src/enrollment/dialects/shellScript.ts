/** The parts that the dialects for bash (Azure CLI and curl) share. */
import type { AzureAction } from "../actions/azureAction";
import { quoteForShell } from "./quote";
import { notKnownYet, secretVariables, secretWords } from "./dialect";
import { secretMarks, secretsOf } from "./publicBody";

/** The first lines of a script: what it needs from the environment, and the functions that `actions` use. */
export function shellHead(actions: readonly AzureAction[]): string[] {
  const secrets = secretsOf(actions);
  return [
    "#!/usr/bin/env bash",
    "set -euo pipefail",
    ...secrets.map((name) => `: "\${${secretVariables[name]}:?${secretWords[name]}}"`),
    ...(secrets.includes("password") ? [jsonString] : []),
    ...(actions.some(({ kind }) => kind === "assignRole") ? [retryWhileUnknown] : []),
  ];
}

/** Bash puts the password into JSON by itself: neither jq nor Python is on every machine. */
const jsonString = `
# Writes a text as a JSON string.
json_string() {
  local LC_ALL=C text=$1 character at
  printf '"'
  for ((at = 0; at < \${#text}; at++)); do
    character=\${text:at:1}
    case $character in
      '"' | \\\\) printf '\\\\%s' "$character" ;;
      [[:cntrl:]]) printf '\\\\u%04x' "'$character" ;;
      *) printf '%s' "$character" ;;
    esac
  done
  printf '"'
}`;

const retryWhileUnknown = `
# Azure takes up to some minutes to know a new role or identity everywhere: retries for three minutes.
retry_while_unknown() {
  local answer
  for _ in {1..18}; do
    if answer=$("$@" 2>&1); then
      printf '%s\\n' "$answer"
      return
    fi
    case $answer in
      ${notKnownYet.map((code) => `*${code}*`).join(" | ")}) sleep 10 ;;
      *) break ;;
    esac
  done
  printf '%s\\n' "$answer" >&2
  return 1
}`;

/** `shellHead` writes this function where a role is assigned. */
export const retryCommand = "retry_while_unknown";

/**
 * JSON as one shell word: literal text in single quotes, secrets as variables between them. `json` is the JSON of a value with the
 * marks of `publicBody`. Base64 stands in JSON as it is; a password is written as JSON by the script's `json_string`.
 */
export function shellJson(json: string): string {
  return quoteForShell(json)
    .replaceAll(secretMarks.userDataContent, variable(secretVariables.userDataContent))
    .replaceAll(secretMarks.networkDataContent, variable(secretVariables.networkDataContent))
    .replaceAll(`"${secretMarks.password}"`, `'"$(json_string "$${secretVariables.password}")"'`);
}

function variable(name: string): string {
  return `'"$${name}"'`;
}
