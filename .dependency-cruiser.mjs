/**
 * What may import what: the rule of every folder and root file of src/, and no circle, type imports and lazy imports included.
 * `npm run lint` holds the code to it, `scripts/foldersDocument.ts` draws it for ARCHITECTURE.md, and
 * `test/unit/folders.test.ts` breaks each rule once.
 */

/** The pure folders, lowest first, and which of the others each may import. They know no VS Code. */
export const core = {
  l10n: [],
  markdown: [],
  ids: [],
  protocol: [],
  arm: ["l10n"],
  keys: ["l10n"],
  userdata: ["l10n", "arm"],
  enrollment: ["l10n", "arm", "keys", "userdata"],
  identity: ["l10n", "arm", "enrollment"],
  prerequisites: ["l10n", "markdown", "arm", "enrollment"],
  fleet: ["l10n", "markdown", "arm", "userdata", "enrollment"],
  assistant: ["arm", "userdata", "enrollment", "prerequisites"],
  practice: ["arm"],
};

const pure = Object.keys(core);

/** What one window knows, and the rows that it shows. `rows` knows no VS Code, `session` keeps it in few files. */
export const window = {
  window: ["ids", "markdown", "arm", "userdata"],
  session: ["l10n", "ids", "protocol", "arm", "enrollment", "fleet", "practice", "window"],
  rows: ["l10n", "ids", "protocol", "arm", "enrollment", "identity", "fleet", "session"],
};

/** They translate between the outside and what is below them, and never import one another. */
export const adapters = ["cli", "views", "commands", "language", "wizard", "ai"];
const below = [...pure, ...Object.keys(window)];

/** All that is in src/, by the name of a folder or of a root file without `.ts`, with what it may import. */
export const mayImport = {
  ...core,
  ...window,
  ...Object.fromEntries(adapters.map((name) => [name, name === "cli" ? pure : [...below, "services"]])),
  services: [...below, "views", "commands", "wizard"],
  extension: [...below, "services", "commands", "language", "ai"],
};

/** @param {readonly string[]} names */
const within = (names) => `^src/(${names.join("|")})(/|[.]ts$)`;

const vscode = "(^|/)vscode(/|$)";

/** What writes a whole document, such as a report, in the language of its reader. */
const documents =
  "^src/(userdata/rules/ruleText|prerequisites/report/markdown|fleet/status/(exportStatus|explain)|fleet/plan/planFleet)[.]ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment:
        "Files that import each other cannot be read one after the other. Move what both need into the lower one.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...Object.entries(mayImport).map(([name, allowed]) => ({
      name: `imports-of-${name}`,
      comment: `src/${name} may import ${allowed.join(", ") || "nothing else of src"}.`,
      severity: "error",
      from: { path: within([name]) },
      to: { path: "^src/", pathNot: within([name, ...allowed]) },
    })),
    {
      name: "no-vscode-in-core",
      comment: "What knows VS Code stands in src/session or above.",
      severity: "error",
      from: { path: within([...pure.filter((name) => name !== "l10n"), "rows", "cli"]) },
      to: { path: vscode },
    },
    {
      name: "no-vscode-in-l10n",
      comment:
        "Only l10n/index.ts and l10n/userData.ts, which reads a packed file, ask VS Code for its language.",
      severity: "error",
      from: { path: "^src/l10n/", pathNot: "^src/l10n/(index|userData)[.]ts$" },
      to: { path: vscode },
    },
    {
      name: "english-in-core",
      comment:
        "The pure folders mark their sentences (l10n/sentence.ts) and leave it to others to translate them. What writes a whole document is handed a Translate.",
      severity: "error",
      from: { path: within(pure), pathNot: `^src/l10n/|${documents}` },
      to: { path: "^src/l10n/", pathNot: "^src/l10n/sentence[.]ts$" },
    },
    {
      name: "translate-handed-in",
      comment: "src/session and src/rows get a Translate from the window; l10n/index.ts asks VS Code.",
      severity: "error",
      from: { path: within(Object.keys(window)) },
      to: { path: "^src/l10n/index[.]ts$" },
    },
    {
      name: "services-as-a-type",
      comment: "An adapter is handed its services: it imports their type.",
      severity: "error",
      from: { path: within(adapters) },
      to: { path: "^src/services[.]ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "page-by-protocol",
      comment: "A page talks to its host through src/protocol only.",
      severity: "error",
      from: { path: "^webview/" },
      to: { path: `^src/|${vscode}`, pathNot: "^src/protocol/(index|fleet)[.]ts$" },
    },
    {
      name: "product-alone",
      comment: "The product imports no test, no script and no page.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|scripts|webview)/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    includeOnly: `^(src|webview|scripts|test)/|${vscode}`,
    enhancedResolveOptions: { extensions: [".ts", ".d.ts", ".js", ".mjs", ".cjs", ".json"] },
  },
};
