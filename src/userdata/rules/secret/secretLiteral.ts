import type { ShellCommand } from "../../script/command";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Span } from "../../script/mappedText";
import { enrollment, installAgent } from "../examples";
import { looksSecret, namesSecret, secretFlags } from "../facts/secrets";
import { fileSecrets } from "./fileSecrets";
import { memberOf } from "../../yaml/members";
import type { YamlMapping } from "../../yaml/nodes";
import type { MergedConfig } from "../../assembly/mergedConfig";
import { mappingsUnder, nodeSpan, textUnder } from "../facts/config";
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
        const text = literal(value);
        if (text === undefined || !namesSecret(name) || !looksSecret(text)) continue;
        yield report(valueSpan(value) ?? span, `${name} contains a secret in clear text.`);
      }
    }
    for (const file of shell.files.written) {
      for (const { name, span } of fileSecrets(file))
        yield report(span, `${name} contains a secret in clear text.`);
    }
    for (const { marks, pattern, what } of patterns) {
      if (!marks.some((mark) => document.text.includes(mark))) continue;
      for (const match of document.text.matchAll(pattern)) {
        yield report(
          { start: match.index, end: match.index + match[0].length },
          `${what} is here in clear text.`,
        );
      }
    }
  },
};

interface SecretText {
  /** One of them stands in every match. Finding one takes a fraction of the expression's time; most texts have none. */
  readonly marks: readonly string[];
  readonly pattern: RegExp;
  readonly what: string;
}

const patterns: readonly SecretText[] = [
  {
    marks: ["PRIVATE KEY"],
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/gu,
    what: "A private key",
  },
  {
    marks: ["AccountKey="],
    pattern: /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/gu,
    what: "A storage account's key",
  },
  {
    marks: ["SharedAccessKey="],
    pattern: /\bSharedAccessKey=[A-Za-z0-9+/]{20,}={0,2}/gu,
    what: "A shared access key",
  },
  {
    marks: [".eyJ"],
    // From the start of its run of letters only: else every `-eyJ` in a long run would read the rest of it again.
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/gu,
    what: "An access token",
  },
  {
    marks: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/gu,
    what: "A GitHub token",
  },
];

function secretOption(command: ShellCommand): Report | undefined {
  const flags = secretFlags(command);
  const use = flags.length === 0 ? undefined : option(command, flags);
  const text = use?.kind === "given" ? literal(use.value) : undefined;
  if (use?.kind !== "given" || text === undefined || !looksSecret(text)) return undefined;
  if (command.program === "curl" && !/^[^:]+:.{6,}$/u.test(text)) return undefined;
  return report(valueSpan(use.value) ?? use.valueSpan, "A secret is here in clear text.");
}

/** Passwords in a cloud-config that are no hashes. */
function* configSecrets(config: MergedConfig): Generator<Report> {
  const places = [
    { mapping: config.root, key: "password" },
    ...mappingsUnder(config, "users").map((mapping) => ({ mapping, key: "plain_text_passwd" })),
    ...chpasswdUsers(config).map((mapping) => ({ mapping, key: "password" })),
  ];
  for (const { mapping, key } of places) {
    const text = textUnder(mapping, key);
    const node = memberOf(mapping, key)?.node;
    if (node === undefined || text === undefined || /^\$|^R(?:ANDOM)?$/u.test(text)) continue;
    yield report(nodeSpan(config, node), "A password is here in clear text. Use a hash, or a key.");
  }
}

function chpasswdUsers(config: MergedConfig): YamlMapping[] {
  const chpasswd = memberOf(config.root, "chpasswd")?.node;
  if (chpasswd?.kind !== "mapping") return [];
  return mappingsUnder({ ...config, root: chpasswd }, "users");
}

function report(span: Span, message: string): Report {
  return { span, message };
}
