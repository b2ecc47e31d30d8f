/**
 * Writes docs/rules.md from the rules: `npx tsx scripts/rulesDocument.ts`. A unit test fails when the page and the rules
 * differ, and calls `rulesDocument` for that.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { ruleGroups } from "../src/userdata/rules/index";
import type { Rule } from "../src/userdata/rules/rule";
import { ruleText } from "../src/userdata/rules/ruleText";

const page = new URL("../docs/rules.md", import.meta.url);

const opening = `# Rules for user data

<!-- Made by scripts/rulesDocument.ts from src/userdata/rules. Change the rules, then run \`npx tsx scripts/rulesDocument.ts\`. -->

What Nexus Arc looks for in a first-boot script or cloud-config beyond cloud-init's own schema. Commands are judged
wherever they stand (script, \`runcmd\`, \`bootcmd\`, \`write_files\`, MIME part) and in the order in which the VM runs them.

## Changing a rule

In the settings, \`nexusArc.userData.rules\` takes rule ids and levels: \`error\`, \`warning\`, \`information\`, \`hint\` or \`off\`.

In the document, a comment does the same; it wins over the settings:

\`\`\`sh
# nexus-arc-disable                          all rules, from this line on
# nexus-arc-disable rule-a, rule-b           these rules, from this line on
# nexus-arc-enable rule-a                    on again, from this line on
# nexus-arc-disable-next-line rule-a         in the next line
azcmagent show  # nexus-arc-disable-line rule-a
# nexus-arc-severity rule-a=hint, rule-b=off   in the whole document
\`\`\`

Text behind \` -- \` is a reason for the reader: \`# nexus-arc-disable-next-line rule-a -- the key is rotated at once\`.
`;

/** The page's text, laid out as the repository's formatter wants it. */
export async function rulesDocument(): Promise<string> {
  const options = await resolveConfig(fileURLToPath(page));
  return format(plainDocument(), { ...options, parser: "markdown" });
}

function plainDocument(): string {
  const groups = ruleGroups.map(({ title, rules }) =>
    [`## ${title}`, overview(rules), ...rules.map((rule) => ruleText(rule, 3))].join("\n\n"),
  );
  return `${[opening.trimEnd(), ...groups].join("\n\n")}\n`;
}

function overview(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.severity} | ${rule.title} |`);
  return ["| rule | level | what |", "| --- | --- | --- |", ...rows].join("\n");
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  writeFileSync(page, await rulesDocument());
}
