import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { root } from "../../../scripts/lib/paths";
import { armError, errorFromResponse } from "../../../src/arm/errors";
import { assess } from "../../../src/enrollment/evidence/assessment";
import { stepNumbers } from "../../../src/enrollment/steps/stepNumber";
import { say } from "../../../src/l10n/sentence";
import { knowingSentences } from "../../../src/l10n/sentences";
import { inEnglish } from "../../../src/l10n/translate";
import { absent, enrollmentFor, targetFrom, userTarget, viewWith, vmOf } from "../enrollment/sample";

type Texts = Readonly<Record<string, string>>;
const chinese = JSON.parse(readFileSync(path.join(root, "l10n/bundle.l10n.zh-cn.json"), "utf8")) as Texts;

/** As `vscode.l10n.t` is in a Chinese window. */
const t = knowingSentences(
  (text, ...values) => inEnglish(chinese[text] ?? text, ...values),
  Object.keys(chinese),
);
/** Without names in quotes and Azure's own words. */
const ours = (text: string): string => text.replaceAll(/[“（][^”）]*[”）]|virtual machine is running/g, "");

describe("sentences of the pure modules in a window of another language", () => {
  it("come translated, with the evidence of every step", () => {
    const target = targetFrom(userTarget);
    const enrollment = enrollmentFor(userTarget);
    const hidden = { kind: "hidden", error: armError("offline", "ENOTFOUND") } as const;
    for (const view of [
      viewWith({}),
      viewWith({ identity: absent, vm: absent, machine: absent }),
      viewWith({ identity: hidden, rights: hidden, vm: hidden, machine: hidden, endpoint: hidden }),
      viewWith({ vm: vmOf(target), machine: absent }),
    ]) {
      const { evidence } = assess(target, enrollment, view);
      for (const step of stepNumbers) {
        const { summary, nextMove } = evidence[step];
        assert.match(t(summary), /\p{Script=Han}/u, summary);
        assert.doesNotMatch(ours(t(summary)), /[a-z]+ [a-z]+ [a-z]+/, summary);
        if (nextMove !== undefined) assert.match(t(nextMove), /\p{Script=Han}/u, nextMove);
      }
    }
  });

  it("come with a sentence within a sentence, and with a list of words", () => {
    const cause = errorFromResponse({
      status: 403,
      headers: {},
      bodyText: JSON.stringify({
        error: {
          code: "AuthorizationFailed",
          message:
            "The client 'a' does not have authorization to perform action 'Microsoft.X/y/read' over scope '/s'.",
        },
      }),
    }).causeText;
    assert.match(t(cause), /^已登录的帐户无权在 .* 上执行 Microsoft\.X\/y\/read。$/);
    assert.equal(t(say`${say`The identity`} cannot be read: ${cause}`), `无法读取标识：${t(cause)}`);
    const roles = ["Owner", "Reader"].map(
      (name) => say`“${name}”, which ${say`allows it to create the Arc machine`}`,
    );
    assert.equal(
      t(say`The identity lacks ${roles.join("; ")}.`),
      "标识缺少“Owner”，它允许它创建 Arc 计算机; “Reader”，它允许它创建 Arc 计算机。",
    );
  });

  it("leave Azure's own words, names and what is too long as they are", () => {
    const words = "Placement failed: no rack has 8 free cores.";
    assert.equal(t(words), words);
    assert.equal(t(say`The VM is in an error state: ${words}`), `VM 处于错误状态：${words}`);
    assert.equal(t(say`Create the VM ${"Done"}`), "创建 VM Done");
    assert.equal(t(say`Delete ${"vm1"}`), "删除 vm1");
    assert.equal(t("Delete the lock"), "Delete the lock");
    const long = `The VM is in an error state: ${"x".repeat(5_000)}`;
    assert.equal(t(long), long);
  });

  it("are those of the template, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(chinese).filter((text) => text.includes("{0}") && text.length > 25)),
        fc.array(fc.stringMatching(/^[a-z0-9.-]{1,20}$/), { minLength: 5, maxLength: 5 }),
        (template, values) => {
          assert.equal(t(inEnglish(template, ...values)), inEnglish(chinese[template] ?? "", ...values));
        },
      ),
    );
  });

  it("never fail, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.equal(typeof t(text), "string");
      }),
    );
    assert.equal(t("constructor"), "constructor");
    assert.equal(t("__proto__"), "__proto__");
  });
});
