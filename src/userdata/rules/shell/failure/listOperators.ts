import { say } from "../../../../l10n/sentence";
import { memberOf } from "../../../yaml/members";
import type { YamlNode, YamlSequence } from "../../../yaml/nodes";
import { script } from "../../examples";
import { nodeSpan } from "../../facts/cloudConfig/config";
import type { Rule } from "../../rule";

export const listOperators: Rule = {
  id: "list-operators",
  severity: "warning",
  needs: "shell",
  title: "Shell operator in a command that is a list",
  why: "cloud-init puts each word of a list in quotes, so `&&`, `>` and `$X` reach the program unchanged.",
  fix: "Write the command as one string: `- echo ready > /run/ready`.",
  bad: script("#cloud-config", "runcmd:", '  - [echo, ready, ">", /run/ready]'),
  good: script("#cloud-config", "runcmd:", "  - echo ready > /run/ready"),
  *check({ configs }) {
    for (const config of configs) {
      for (const key of ["runcmd", "bootcmd"]) {
        const list = memberOf(config.root, key)?.node;
        if (list?.kind !== "sequence") continue;
        for (const { node } of list.items) {
          const word = node.kind === "sequence" ? operatorIn(node) : undefined;
          if (word?.kind !== "scalar") continue;
          yield {
            span: nodeSpan(config, word),
            message: say`${word.text} is passed unchanged here: the words of a list are quoted. Write the command as one string.`,
          };
        }
      }
    }
  },
};

const operator = /^(?:&&|\|\||\||>|>>|<|&|[12]>&[12]|&>|[12]>>?|\$[A-Za-z_]\w*)$/u;

/** Programs that take such words as their own: they compare, substitute or are shells. */
const reading = new Set(["test", "[", "expr", "envsubst", "sh", "bash", "dash", "find"]);

function operatorIn({ items }: YamlSequence): YamlNode | undefined {
  const [program, ...words] = items.map(({ node }) => node);
  if (program?.kind !== "scalar" || reading.has(program.text.slice(program.text.lastIndexOf("/") + 1)))
    return undefined;
  return words.find((word) => word.kind === "scalar" && operator.test(word.text));
}
