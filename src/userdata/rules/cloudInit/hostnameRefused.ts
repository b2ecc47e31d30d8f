import { say } from "../../../l10n/sentence";
import { isOpen } from "../../template/templates";
import { memberOf } from "../../yaml/members";
import { script } from "../examples";
import { isTrue, nodeSpan } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";

const config = (name: string): string => script("#cloud-config", `hostname: ${name}`);

export const hostnameRefused: Rule = {
  id: "hostname-refused",
  severity: "warning",
  title: "Host name that the system rejects",
  why: "The validator accepts any string, and cloud-init writes it to /etc/hostname. The system's `hostname` tool rejects it, so the running name stays, and cloud-init 26.2 ends with status 2.",
  fix: "Use letters, digits and hyphens, 64 characters at most, in parts joined by dots; a part must not start or end with a hyphen.",
  bad: config("edge_vm"),
  good: config("edge-vm"),
  *check({ configs }) {
    for (const part of configs) {
      if (isTrue(part.root, "preserve_hostname")) continue;
      for (const key of ["hostname", "fqdn"]) {
        const node = memberOf(part.root, key)?.node;
        if (node?.kind !== "scalar" || node.value.type !== "string") continue;
        if (isOpen(node.text, 0, node.text.length) || isOpen(part.sourceOf(node).text, node.start, node.end))
          continue;
        const reason = refusal(node.text);
        if (reason === undefined) continue;
        yield { span: nodeSpan(part, node), message: say`The system rejects this ${key}: ${reason}.` };
      }
    }
  },
};

/** Linux takes 64 characters (HOST_NAME_MAX); the rest was asked of `hostname` 3.23 of Debian 12. */
const longest = 64;

function refusal(name: string): string | undefined {
  if (name.length > longest) return say`it has ${name.length} characters, and ${longest} are allowed`;
  const wrong = /[^A-Za-z0-9.-]/u.exec(name)?.[0];
  if (wrong !== undefined)
    return wrong === "_" ? say`an underscore is not allowed` : say`"${wrong}" is not allowed`;
  const parts = name.split(".");
  if (parts.includes("")) return say`it has an empty part`;
  return parts.some((part) => /^-|-$/u.test(part)) ? say`a part starts or ends with a hyphen` : undefined;
}
