import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { pack, translatorOf, unpack } from "../../../src/l10n/packedTexts";
import { agentCodes } from "../../../src/enrollment/diagnose/agentCodes";
import { diagnose } from "../../../src/enrollment/diagnose/diagnose";
import { failures } from "../../../src/enrollment/diagnose/failures";
import { inEnglish } from "../../../src/l10n/translate";
import { lintUserData } from "../../../src/userdata/lint";
import { rules } from "../../../src/userdata/rules";
import { ruleText } from "../../../src/userdata/rules/ruleText";

const texts = JSON.parse(readFileSync(path.join(root, "l10n/userdata.l10n.zh-cn.json"), "utf8")) as Readonly<
  Record<string, string>
>;

describe("the packed texts about user data", () => {
  const t = translatorOf(unpack(pack(texts)), inEnglish);

  it("give every text its translation", () => {
    for (const [text, translation] of Object.entries(texts))
      if (!/\{\d\}/.test(text)) assert.equal(t(text), translation);
  });

  it("leave to others what they do not have", () => {
    const others = translatorOf({}, (text, ...values) => `<${inEnglish(text, ...values)}>`);
    assert.equal(others("Retry {0}.", "vm1"), "<Retry vm1.>");
  });

  it("explain every rule in Chinese, with its names as they are", () => {
    for (const rule of rules) {
      const [heading, title = "", why = "", fix = "", example] = ruleText(rule, 1, t).split("\n\n");
      assert.equal(heading, `# ${rule.id}`);
      for (const part of [title, why, fix]) assert.match(part, /\p{Script=Han}/u, rule.id);
      assert.ok(example?.startsWith("```diff"), rule.id);
    }
  });

  it("show what is found in the rules' examples in Chinese, quick fixes too", () => {
    const findings = rules.flatMap(({ bad }) => lintUserData(bad).findings);
    const shown = findings.flatMap(({ message, fixes = [], related = [] }) => [
      message,
      ...fixes.map(({ title }) => title),
      ...related.map((each) => each.message),
    ]);
    for (const text of shown) {
      assert.match(t(text), /\p{Script=Han}/u, text);
      assert.doesNotMatch(t(text), / (?:the|is|are|not|must|of|to|it|this) /i, text);
    }
  });

  it("explain every known failure in a log in Chinese", () => {
    const logs = failures.flatMap(({ samples }) => samples);
    const found = [
      ...logs,
      ...[...agentCodes.keys()].map((code) => `azcmagent: AZCM${String(code).padStart(4, "0")}:`),
    ]
      .flatMap((log) => diagnose(log))
      .flatMap(({ cause, fix }) => [cause, fix]);
    assert.ok(found.length > failures.length);
    for (const text of found) assert.match(t(text), /\p{Script=Han}/u, text);
  });

  it("show a sentence within a sentence, a list, and one after the other", () => {
    for (const [text, translation] of [
      [
        '"users" must be a string, a list or a mapping, not the number 5.',
        '"users" 必须是字符串, 列表 或 映射，而不是数字 5。',
      ],
      [
        "An array: dash, the sh of Debian and Ubuntu, leaves it unchanged. Use cat.",
        "数组：dash（Debian 和 Ubuntu 的 sh）会保留其不变。请使用 cat。",
      ],
      [
        'cloud-config does not have the key "foo". Did you mean "fqdn"?',
        "cloud-config 没有键“foo”。是否指“fqdn”？",
      ],
    ] as const)
      assert.equal(t(text), translation);
  });

  it("are refused where two of them would have one key", () => {
    assert.throws(() =>
      pack(Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`${index}`, ""]))),
    );
  });
});
