import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Span } from "../../script/text/mappedText";
import { enrollment, installAgent } from "../examples";
import { looksSecret, namesSecret, secretFlags } from "../facts/keys/secrets";
import { fileSecrets } from "./fileSecrets";
import { memberOf } from "../../yaml/members";
import type { YamlMapping } from "../../yaml/nodes";
import type { MergedConfig } from "../../assembly/merge/mergedConfig";
import { mappingsUnder, nodeSpan, textUnder } from "../facts/cloudConfig/config";
import type { Report, Rule } from "../rule";

export const secretLiteral: Rule = {
  id: "secret-literal",
  severity: "warning",
  title: "Password or key in clear text",
  why: "User data is not encrypted: every process of the VM can read it, it stays on the disk, and Azure returns `userData` in clear text.",
  fix: "Use the VM's identity to fetch the secret at run time (Key Vault), a password hash instead of a password, or an SSH public key.",
  bad: enrollment(
    "az login --service-principal -u $APP_ID -p Sup3rS3cret-value --tenant $TENANT_ID --allow-no-subscriptions",
    installAgent,
  ),
  good: enrollment(
    "az login --service-principal -u $APP_ID -p $APP_SECRET --tenant $TENANT_ID --allow-no-subscriptions",
    installAgent,
  ),
  *check({ shell, document, configs }) {
    for (const config of configs) yield* configSecrets(config);
    for (const command of shell.commands) {
      const given = secretOption(command);
      if (given !== undefined) yield given;
      for (const { name, value, span } of command.assignments) {
        if (!namesSecret(name)) continue;
        const text = literal(value);
        if (text === undefined || !looksSecret(text)) continue;
        yield report(valueSpan(value) ?? span, say`${name} contains a secret in clear text.`);
      }
    }
    for (const file of shell.files.written) {
      for (const { name, span } of fileSecrets(file))
        yield report(span, say`${name} contains a secret in clear text.`);
    }
    if (!marks.test(document.text)) return;
    for (const { pattern, what } of patterns) {
      for (const match of document.text.matchAll(pattern)) {
        yield report(
          { start: match.index, end: match.index + match[0].length },
          say`${what} is here in clear text.`,
        );
      }
    }
  },
};

/** One of these stands in every match of the patterns. Looking for them takes a fraction of the time; most texts have none. */
const marks = /PRIVATE KEY|(?:Account|Access)Key=|\.eyJ|gh[pousr]_/u;

interface SecretText {
  readonly pattern: RegExp;
  readonly what: string;
}

const patterns: readonly SecretText[] = [
  {
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/gu,
    what: say`A private key`,
  },
  {
    pattern: /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/gu,
    what: say`A storage account's key`,
  },
  {
    pattern: /\bSharedAccessKey=[A-Za-z0-9+/]{20,}={0,2}/gu,
    what: say`A shared access key`,
  },
  {
    // From the start of its run of letters only: else every `-eyJ` in a long run would read the rest of it again.
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/gu,
    what: say`An access token`,
  },
  {
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/gu,
    what: say`A GitHub token`,
  },
];

function secretOption(command: ShellCommand): Report | undefined {
  const flags = secretFlags(command);
  const use = flags.length === 0 ? undefined : option(command, flags);
  const text = use?.kind === "given" ? literal(use.value) : undefined;
  if (use?.kind !== "given" || text === undefined || !looksSecret(text)) return undefined;
  if (command.program === "curl" && !/^[^:]+:.{6,}$/u.test(text)) return undefined;
  return report(valueSpan(use.value) ?? use.valueSpan, say`A secret is here in clear text.`);
}

/** Passwords in a cloud-config that are no hashes. */
function* configSecrets(config: MergedConfig): Generator<Report> {
  yield* passwordUnder(config, config.root, "password");
  for (const user of mappingsUnder(config, "users")) yield* passwordUnder(config, user, "plain_text_passwd");
  for (const user of chpasswdUsers(config)) yield* passwordUnder(config, user, "password");
}

function passwordUnder(config: MergedConfig, mapping: YamlMapping, key: string): readonly Report[] {
  const node = memberOf(mapping, key)?.node;
  if (node === undefined) return none;
  const text = textUnder(mapping, key);
  if (text === undefined || /^\$|^R(?:ANDOM)?$/u.test(text)) return none;
  return [report(nodeSpan(config, node), say`A password is here in clear text. Use a hash, or a key.`)];
}

const none: readonly Report[] = [];

function chpasswdUsers(config: MergedConfig): YamlMapping[] {
  const chpasswd = memberOf(config.root, "chpasswd")?.node;
  if (chpasswd?.kind !== "mapping") return [];
  return mappingsUnder({ ...config, root: chpasswd }, "users");
}

function report(span: Span, message: string): Report {
  return { span, message };
}
