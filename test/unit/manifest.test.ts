import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import * as ids from "../../src/ids";

interface Named {
  readonly command: string;
  readonly title?: string;
  readonly category?: string;
  readonly icon?: string;
  readonly enablement?: string;
}

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly main: string;
  readonly contributes: {
    readonly commands: readonly Named[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration?: Section | readonly Section[];
    readonly menus?: Readonly<Record<string, readonly Entry[]>>;
    readonly keybindings?: readonly Named[];
  };
}

interface Section {
  readonly properties: Readonly<Record<string, unknown>>;
}

const text = readFileSync(path.join(root, "package.json"), "utf8");
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Record<
  string,
  string
>;
const { contributes } = manifest;

/** The names of one group of `src/ids.ts`. */
function names(group: string): string[] {
  const groups: Readonly<Record<string, unknown>> = ids;
  return Object.values((groups[group] ?? {}) as Record<string, string>).sort();
}

const commands = contributes.commands.map(({ command }) => command).sort();
const views = Object.values(contributes.views)
  .flat()
  .map(({ id }) => id)
  .sort();
const sections = [contributes.configuration ?? []].flat();
const earlier = Object.values(ids.earlierSettingIds);
const settings = sections.flatMap(({ properties }) => Object.keys(properties)).sort();

describe("package.json and src/ids.ts", () => {
  it("name the same extension", () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, ids.extensionId);
  });

  it("name the same commands", () => {
    assert.deepEqual(commands, names("commandIds"));
  });

  it("name the same views", () => {
    assert.deepEqual(views, names("viewIds"));
  });

  it("name the same settings", () => {
    assert.deepEqual(settings, [...names("settingIds"), ...earlier].sort());
  });

  it("mark the earlier names of settings as such, and give them no default", () => {
    const properties = sections.flatMap((section) => Object.entries(section.properties));
    assert.ok(earlier.length > 0);
    for (const id of earlier) {
      const [, property] = properties.find(([name]) => name === id) ?? [];
      assert.match(JSON.stringify(property), /markdownDeprecationMessage/, id);
      assert.doesNotMatch(JSON.stringify(property), /"default"/, id);
    }
  });

  it("name the same context keys in `when`, `enablement` and `onContext` clauses", () => {
    const clauses = [...text.matchAll(/"(?:(?:when|enablement)":\s*"|onContext:)((?:[^"\\]|\\.)*)"/g)].map(
      (match) => match[1] ?? "",
    );
    const known = [...names("contextKeys"), ...views, ...settings.map((id) => `config.${id}`)];
    const used = clauses.flatMap((clause) => clause.match(/(?:config\.)?\bnexusArc\.[\w.]+/g) ?? []);
    assert.deepEqual(
      used.filter((key) => !known.includes(key)),
      [],
    );
    assert.deepEqual(
      names("contextKeys").filter((key) => !used.includes(key)),
      [],
      "set by the code, but read by no clause",
    );
  });

  it("put only our commands and VS Code's own into menus and key bindings", () => {
    const entries = [...Object.values(contributes.menus ?? {}).flat(), ...(contributes.keybindings ?? [])];
    const used = entries.flatMap(({ command }) => (command === undefined ? [] : [command]));
    assert.deepEqual(
      used.filter((command) => command.startsWith("nexusArc.") && !commands.includes(command)),
      [],
    );
  });
});

describe("package.json and package.nls.json", () => {
  const placeholders = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ""));

  it("name the same texts", () => {
    assert.deepEqual([...placeholders].sort(), Object.keys(strings).sort());
  });

  it("leave no title, description or command label outside package.nls.json", () => {
    // What a tool tells a model about its input is no text for people.
    const forPeople = JSON.stringify({
      ...manifest,
      contributes: { ...contributes, languageModelTools: [] },
    });
    const shown = [
      ...forPeople.matchAll(
        /"(?:title|description|markdownDescription|label|contents|viewsWelcome)":\s*"([^"]+)"/g,
      ),
    ];
    const product = "Nexus Arc";
    const bare = shown
      .map((match) => match[1] ?? "")
      .filter((value) => !/^%[^%]+%$/.test(value) && value !== product);
    assert.deepEqual(bare, []);
  });

  it("give every command a title and the product's category", () => {
    for (const { command, title, category } of contributes.commands) {
      assert.ok(title, command);
      assert.equal(category, "Nexus Arc", command);
    }
  });
});

/** Commands that need neither Azure nor the practice cloud, nor an editor with user data. */
const always = [
  "showLog",
  "openWalkthrough",
  "signIn",
  "generateKeyPair",
  "inspectKey",
  "newFleet",
  "newUserData",
  "explainRule",
  "diagnoseLogs",
  "buildTokenRequest",
  "inspectToken",
  "explainTokenErrors",
];

describe("the commands of the palette", () => {
  // VS Code's palette leaves out a command whose enablement does not hold.
  const palette = new Map(contributes.menus?.["commandPalette"]?.map(({ command, when }) => [command, when]));

  it("are offered only where they can run", () => {
    const offered = contributes.commands.filter(
      ({ command, enablement }) => enablement === undefined && !palette.has(command),
    );
    assert.deepEqual(
      offered.map(({ command }) => command).sort(),
      always.map((name) => `nexusArc.${name}`).sort(),
    );
  });

  it("say when they can run in one place", () => {
    const twice = contributes.commands.filter(
      ({ command, enablement }) => enablement !== undefined && palette.has(command),
    );
    assert.deepEqual(twice, []);
  });

  it("keep the icons of debugging for debugging", () => {
    assert.deepEqual(
      contributes.commands.filter(({ icon }) => icon?.startsWith("$(debug-")),
      [],
    );
  });
});
