import assert from "node:assert/strict";
import path from "node:path";
import { ESLint, Linter } from "eslint";
import { root } from "../../scripts/lib/paths";

const adapters = ["views", "commands", "language", "wizard", "ai"];
const core = [
  "arm",
  "keys",
  "userdata",
  "enrollment",
  "identity",
  "prerequisites",
  "fleet",
  "assistant",
  "practice",
  "cli",
];
const rooms = [...core, ...adapters];

/** The arrows of ARCHITECTURE.md, written out: what each room may import of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  arm: [],
  keys: ["arm"],
  userdata: ["arm", "keys"],
  enrollment: ["arm", "keys", "userdata"],
  identity: ["arm", "enrollment"],
  prerequisites: ["arm", "enrollment"],
  fleet: ["arm", "userdata", "enrollment"],
  assistant: ["arm", "userdata", "enrollment", "prerequisites"],
  practice: ["arm"],
  cli: core.filter((room) => room !== "cli"),
  ...Object.fromEntries(adapters.map((room) => [room, rooms])),
};

const arrowRules = ["no-restricted-imports", "no-restricted-syntax", "no-restricted-globals"];
type Rules = NonNullable<Linter.Config["rules"]>;

const eslint = new ESLint({ cwd: root });
const linter = new Linter();
const rulesOfFolder = new Map<string, Rules>();

/** The project's own rules about imports and globals for files of this folder. */
async function arrowRulesFor(folder: string): Promise<Rules> {
  const known = rulesOfFolder.get(folder);
  if (known !== undefined) return known;
  const config: unknown = await eslint.calculateConfigForFile(path.join(root, folder, "probe.ts"));
  const all = (config as Linter.Config).rules ?? {};
  const rules = Object.fromEntries(Object.entries(all).filter(([name]) => arrowRules.includes(name)));
  rulesOfFolder.set(folder, rules);
  return rules;
}

/** Lints text as if it stood in a file of this folder. */
async function complaints(folder: string, text: string): Promise<string[]> {
  const rules = await arrowRulesFor(folder);
  const globals = { document: "readonly", window: "readonly" } as const;
  return linter.verify(text, { rules, languageOptions: { globals } }).map(({ message }) => message);
}

/** Every way to import a module. */
function imports(module: string): string[] {
  return [
    `import { thing } from "${module}"; thing();`,
    `import "${module}";`,
    `export { thing } from "${module}";`,
    `export * from "${module}";`,
    `export async function load() { return import("${module}"); }`,
  ];
}

describe("the arrows between the rooms", () => {
  before(async function () {
    this.timeout(240_000); // loads the TypeScript lint rules
    await arrowRulesFor("src");
  });

  for (const room of core) {
    it(`src/${room} cannot import what the arrows do not allow`, async () => {
      const forbidden = rooms.filter((other) => other !== room && mayImport[room]?.includes(other) === false);
      for (const other of forbidden) {
        for (const text of [...imports(`../${other}/thing`), ...imports(`../${other}`)]) {
          assert.equal((await complaints(`src/${room}`, text)).length, 1, `${room}: ${text}`);
        }
        for (const text of imports(`../../${other}/deep/thing`)) {
          assert.equal((await complaints(`src/${room}/deep`, text)).length, 1, `${room}/deep: ${text}`);
        }
      }
    });

    it(`src/${room} knows neither VS Code nor the DOM`, async () => {
      for (const text of [...imports("vscode"), "document.title;", "window.close();"]) {
        assert.equal((await complaints(`src/${room}`, text)).length, 1, text);
      }
    });
  }

  for (const room of rooms) {
    it(`src/${room} may import what the arrows allow`, async () => {
      const allowed = [room, ...(mayImport[room] ?? [])].map((other) => `../${other}/thing`);
      for (const text of ["./thing", "node:path", "yaml", ...allowed].flatMap(imports)) {
        assert.deepEqual(await complaints(`src/${room}`, text), [], text);
      }
    });
  }

  it("the wizard's page imports the protocol and nothing else of src", async () => {
    for (const module of [
      "vscode",
      "../src/arm/thing",
      "../src/extension",
      "../src/protocolThing",
      "../src/protocol/shape",
    ]) {
      for (const text of imports(module)) {
        assert.equal((await complaints("webview", text)).length, 1, text);
      }
    }
    for (const text of [
      ...imports("../src/protocol"),
      ...imports("../src/protocol/fleet"),
      ...imports("lit"),
      "document.title;",
    ]) {
      assert.deepEqual(await complaints("webview", text), [], text);
    }
  });
});
