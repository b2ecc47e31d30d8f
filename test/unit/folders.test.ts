import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { page, withPicture } from "../../scripts/foldersDocument";
import { outputFolder, root } from "../../scripts/lib/paths";

/** For each rule of `.dependency-cruiser.mjs` a file that breaks it, and what that file imports. */
const breaks: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  "imports-of-l10n": ["src/l10n/sentence.ts", "src/ids.ts"],
  "imports-of-markdown": ["src/markdown.ts", "src/arm/client.ts"],
  "imports-of-ids": ["src/ids.ts", "src/window/settings.ts"],
  "imports-of-protocol": ["src/protocol/model.ts", "src/enrollment/steps/step.ts"],
  "imports-of-arm": ["src/arm/auth/credential.ts", "src/session/account/azureSession.ts"],
  "imports-of-keys": ["src/keys/pair.ts", "src/arm/client.ts"],
  "imports-of-userdata": ["src/userdata/lint.ts", "src/enrollment/steps/step.ts"],
  "imports-of-enrollment": ["src/enrollment/run/runner.ts", "src/fleet/fleet.ts"],
  "imports-of-identity": ["src/identity/change.ts", "src/rows/identities/nodes.ts"],
  "imports-of-prerequisites": ["src/prerequisites/finding.ts", "src/fleet/fleet.ts"],
  "imports-of-fleet": ["src/fleet/fleet.ts", "src/prerequisites/finding.ts"],
  "imports-of-assistant": ["src/assistant/tool.ts", "src/fleet/fleet.ts"],
  "imports-of-practice": ["src/practice/cloud.ts", "src/enrollment/steps/step.ts"],
  "imports-of-window": ["src/window/settings.ts", "src/rows/machines/layout.ts"],
  "imports-of-session": ["src/session/account/accountRouter.ts", "src/views/machineTree.ts"],
  "imports-of-rows": ["src/rows/machines/layout.ts", "src/window/settings.ts"],
  "imports-of-cli": ["src/cli/main.ts", "src/session/account/azureSession.ts"],
  "imports-of-views": ["src/views/machineTree.ts", "src/commands/run/table.ts"],
  "imports-of-commands": ["src/commands/run/table.ts", "src/wizard/host/session.ts"],
  "imports-of-language": ["src/language/register.ts", "src/commands/run/table.ts"],
  "imports-of-wizard": ["src/wizard/host/session.ts", "src/views/machineTree.ts"],
  "imports-of-ai": ["src/ai/register.ts", "src/commands/run/table.ts"],
  "imports-of-services": ["src/services.ts", "src/language/register.ts"],
  "imports-of-extension": ["src/extension.ts", "src/wizard/host/session.ts"],
  "no-vscode-in-core": ["src/enrollment/steps/step.ts", "vscode"],
  "no-vscode-in-l10n": ["src/l10n/sentence.ts", "vscode"],
  "english-in-core": ["src/arm/client.ts", "src/l10n/translate.ts"],
  "translate-handed-in": ["src/session/account/azureSession.ts", "src/l10n/index.ts"],
  "services-as-a-type": ["src/commands/run/table.ts", "src/services.ts"],
  "page-by-protocol": ["webview/main.ts", "src/protocol/shape.ts"],
  "product-alone": ["src/arm/client.ts", "test/seed.ts"],
};

const importing = {
  "a static import": (module: string) => `import { thing } from "${module}"; thing();`,
  "a type import": (module: string) => `import type { Thing } from "${module}"; export const it: Thing = 1;`,
  "a lazy import": (module: string) => `export const load = () => import("${module}");`,
  "an import for its effect": (module: string) => `import "${module}";`,
  "a re-export": (module: string) => `export { thing } from "${module}";`,
  "a type of an import": (module: string) => `export type All = typeof import("${module}");`,
} as const;

type Files = Readonly<Record<string, string>>;

/** The rules that these files break, each as `rule: from → to`. */
async function broken(files: Files): Promise<readonly string[]> {
  mkdirSync(outputFolder, { recursive: true });
  const folder = mkdtempSync(path.join(outputFolder, "folders-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const tops = [...new Set(Object.keys(files).map((name) => name.split("/")[0] ?? ""))];
    const options = await extractOptions(path.join(root, ".dependency-cruiser.mjs"));
    const { output } = await cruise(tops, { ...options, validate: true, baseDir: folder });
    const { violations } = (output as ICruiseResult).summary;
    return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function specifier(from: string, to: string): string {
  if (to === "vscode") return to;
  return path.posix.relative(path.posix.dirname(from), to.replace(/\.ts$/, "")).replace(/^(?!\.)/, "./");
}

/** Files of which each first one imports the second one in one manner. */
function files(
  pairs: readonly (readonly [file: string, imports: string])[],
  manner: keyof typeof importing,
): Files {
  const texts = new Map<string, string[]>();
  for (const [from, to] of pairs) {
    const text = importing[manner](specifier(from, to));
    texts.set(from, [...(texts.get(from) ?? []), text]);
    if (to !== "vscode") texts.set(to, texts.get(to) ?? []);
  }
  return Object.fromEntries([...texts].map(([name, lines]) => [name, `${lines.join("\n")}\nexport {};\n`]));
}

const manners = Object.keys(importing) as (keyof typeof importing)[];

describe("the rules of imports", () => {
  it("are there for each folder and each root file of src", async () => {
    const { ruleSet } = await extractOptions(path.join(root, ".dependency-cruiser.mjs"));
    const names = new Set(ruleSet?.forbidden?.map(({ name }) => name));
    const parts = readdirSync(path.join(root, "src")).map((name) => name.replace(/\.ts$/, ""));
    assert.deepEqual(
      parts.filter((part) => !names.has(`imports-of-${part}`)),
      [],
    );
  });

  it("are each broken by a file below", async () => {
    const { ruleSet } = await extractOptions(path.join(root, ".dependency-cruiser.mjs"));
    const names = ruleSet?.forbidden?.flatMap(({ name }) => name ?? []) ?? [];
    assert.deepEqual(names.sort(), [...Object.keys(breaks), "no-circle"].sort());
  });

  for (const manner of manners) {
    it(`see ${manner}`, async () => {
      const found = await broken(files(Object.values(breaks), manner));
      const unseen = Object.entries(breaks).filter(
        ([rule, [from]]) => !found.some((each) => each.startsWith(`${rule}: ${from} → `)),
      );
      const allowed = manner === "a type import" ? ["services-as-a-type"] : [];
      assert.deepEqual(
        unseen.map(([rule]) => rule),
        allowed,
      );
    });

    it(`see a circle by ${manner}`, async () => {
      const [one, other] = ["src/arm/http/one.ts", "src/arm/auth/other.ts"];
      const circle = files(
        [
          [one, other],
          [other, one],
        ],
        manner,
      );
      assert.deepEqual(
        (await broken(circle)).map((each) => each.split(":")[0]),
        ["no-circle"],
      );
    });
  }

  it("let through what the picture shows", async () => {
    const allowed = [
      ["src/enrollment/run/runner.ts", "src/arm/client.ts"],
      ["src/session/account/azureSession.ts", "vscode"],
      ["src/commands/run/table.ts", "src/rows/machines/nodes.ts"],
      ["src/cli/main.ts", "src/practice/cloud.ts"],
      ["webview/main.ts", "src/protocol/index.ts"],
      ["src/arm/client.ts", "src/l10n/sentence.ts"],
    ] as const;
    for (const manner of manners) assert.deepEqual(await broken(files(allowed, manner)), [], manner);
  });
});

describe("ARCHITECTURE.md", () => {
  it("shows the folders as the code has them (npx tsx scripts/foldersDocument.ts)", async function () {
    this.timeout(120_000);
    const text = readFileSync(page, "utf8");
    assert.equal(await withPicture(text), text);
  });
});
