/**
 * Writes docs/vocabulary.md from `scripts/vocabulary/terms.ts`: `npx tsx scripts/vocabularyDocument.ts`. A unit test fails when the
 * page and the table differ, and calls `vocabularyDocument` for that.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { terms } from "./vocabulary/terms";

const page = new URL("../docs/vocabulary.md", import.meta.url);

const opening = `# Vocabulary

<!-- Made by scripts/vocabularyDocument.ts from scripts/vocabulary/terms.ts. Change the table there, then run \`npx tsx scripts/vocabularyDocument.ts\`. -->

One word for one thing, in texts, comments, documents and the manifest. \`test/unit/vocabulary.test.ts\` fails where a phrase of the
right column is used. The guide is the Microsoft Writing Style Guide: short sentences, active voice, present tense, second person,
US spelling, sentence case for messages, title case for commands, no figures of speech.
`;

/** The page's text, laid out as the repository's formatter wants it. */
export async function vocabularyDocument(): Promise<string> {
  const options = await resolveConfig(fileURLToPath(page));
  const rows = terms.map(({ use, meaning = "", avoid }) => `| ${use} | ${meaning} | ${avoid.join("; ")} |`);
  const table = ["| write | meaning | do not write |", "| --- | --- | --- |", ...rows].join("\n");
  return format(`${opening}\n${table}\n`, { ...options, parser: "markdown" });
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  writeFileSync(page, await vocabularyDocument());
}
