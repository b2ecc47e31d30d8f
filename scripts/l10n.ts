/** `npm run l10n`: writes every text of the code to `l10n/bundle.l10n.json`, and says what no translation has yet. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringsOfCode } from "./lib/l10nStrings";
import { root } from "./lib/paths";

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => {
  try {
    return JSON.parse(readFileSync(path.join(root, file), "utf8")) as Texts;
  } catch {
    return {};
  }
};
const bundle = Object.fromEntries(stringsOfCode().map((text) => [text, text]));
writeFileSync(path.join(root, "l10n/bundle.l10n.json"), `${JSON.stringify(bundle, undefined, 2)}\n`);

for (const [from, to] of [
  ["l10n/bundle.l10n.json", "l10n/bundle.l10n.zh-cn.json"],
  ["package.nls.json", "package.nls.zh-cn.json"],
] as const) {
  const translated = read(to);
  const missing = Object.entries(read(from)).filter(([key]) => !(key in translated));
  console.log(`${to}: ${missing.length} not translated`);
  for (const [key, text] of missing) console.log(JSON.stringify(key === text ? text : { [key]: text }));
}
