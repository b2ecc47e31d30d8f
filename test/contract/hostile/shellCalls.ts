import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The secrets of the environment that the scripts run in. The password has all that shells, JSON and az read as more than itself. */
export const shellSecrets = {
  ENCODED_USER_DATA: "TUFSSy1EQVRB",
  ENCODED_NETWORK_DATA: "TUFSSy1ORVRXT1JL",
  ACR_PASSWORD: "@null='\"\\,{}[]$`&%s\n\t é",
  PRIVATE_B64: "MARK-KEY",
} as const;

/**
 * Runs scripts by one bash, one after the other, with `az`, `curl`, `sudo` and `azcmagent` replaced by functions that print
 * their words. A word `@PIPE` is what comes through the pipe, as az and curl have it. Gives the calls of each script, every call with its
 * command first. Fails when a script does.
 */
export function shellCalls(scripts: readonly string[]): string[][][] {
  const stubs = `
    record() {
      local word
      printf '%s\\0' "$#"
      for word; do
        case $word in
          @/dev/fd/*) printf '%s\\0' "$(cat "\${word#@}")" ;;
          *) printf '%s\\0' "$word" ;;
        esac
      done
    } >&9
    az() { [ "$1 $2" = "account get-access-token" ] && { printf token; return; }; record az "$@"; }
    curl() { record curl "$@"; }
    sudo() { "$@"; }
    azcmagent() { record azcmagent "$@"; }
    bash() { :; }`;
  const each = scripts.map((script) => `${script}\nrecord END`);
  const words = runBash(["set -eu", stubs, "exec 9>&1 >/dev/null", ...each].join("\n"));
  const runs: string[][][] = [];
  let calls: string[][] = [];
  for (let at = 0; at < words.length - 1;) {
    const count = Number(words[at]);
    const call = words.slice(at + 1, at + 1 + count);
    at += 1 + count;
    if (call.length === 1 && call[0] === "END") {
      runs.push(calls);
      calls = [];
    } else calls.push(call);
  }
  return runs;
}

/** From a file: bash reads a pipe byte by byte, which takes ten times as long. */
function runBash(script: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-calls-"));
  try {
    const file = path.join(folder, "calls.sh");
    writeFileSync(file, script);
    return execFileSync("bash", [file], { maxBuffer: 1 << 28, env: { ...process.env, ...shellSecrets } })
      .toString()
      .split("\0");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The word after a flag, or behind its `=`; the empty text where the flag is not there. */
export function wordAfter(call: readonly string[], flag: string): string {
  const joined = call.find((word) => word.startsWith(`${flag}=`));
  return joined === undefined ? (call[call.indexOf(flag) + 1] ?? "") : joined.slice(flag.length + 1);
}
