/**
 * `npm run l10n`: writes every text of the code to `l10n/bundle.l10n.json`, and says what no translation has yet. Texts about user
 * data stand in files of their own (`l10n/userdata.l10n.<language>.json`).
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringsAboutUserData, stringsOfCode } from "./lib/l10nStrings";
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

const aboutUserData = Object.fromEntries(stringsAboutUserData().map((text) => [text, text]));

for (const [texts, to] of [
  [bundle, "l10n/bundle.l10n.zh-cn.json"],
  [aboutUserData, "l10n/userdata.l10n.zh-cn.json"],
  [read("package.nls.json"), "package.nls.zh-cn.json"],
] as const) {
  const translated = read(to);
  const missing = Object.entries(texts).filter(([key]) => !(key in translated));
  const left = Object.keys(translated).filter((key) => !(key in texts));
  console.log(`${to}: ${missing.length} not translated, ${left.length} no longer used`);
  for (const [key, text] of missing) console.log(JSON.stringify(key === text ? text : { [key]: text }));
}
