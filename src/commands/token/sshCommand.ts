import { say } from "../../l10n/sentence";
import { quoteForShell } from "../../enrollment/dialects/quote";

/** What `ssh` takes as its target: `user@host`, `host` or a name of its configuration. A leading `-` would be an option. */
export function judgeSshTarget(target: string): string | undefined {
  return /^(?!-)[A-Za-z0-9._-]+(@[A-Za-z0-9][A-Za-z0-9.:_-]*)?$/.test(target)
    ? undefined
    : say`It must be user@host, or a host from your SSH configuration.`;
}

/** One command line for a POSIX shell that runs a bash script on another machine. `target` passes `judgeSshTarget`. */
export function sshCommand(target: string, script: string): string {
  const encoded = Buffer.from(script, "utf8").toString("base64");
  return `ssh ${quoteForShell(target)} ${quoteForShell(`printf %s ${encoded} | base64 -d | bash`)}`;
}
