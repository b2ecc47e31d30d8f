import tseslint from "typescript-eslint";

/** The arrows of ARCHITECTURE.md: what each room of `src/` may import of the others. `test/unit/lint.test.ts` proves that they bite. */
const mayImport = {
  arm: [],
  keys: ["arm"],
  userdata: ["arm", "keys"],
  enrollment: ["arm", "keys", "userdata"],
  identity: ["arm", "enrollment"],
  prerequisites: ["arm", "enrollment"],
  fleet: ["arm", "userdata", "enrollment"],
  assistant: ["arm", "userdata", "enrollment", "prerequisites"],
  practice: ["arm"],
  cli: [
    "arm",
    "keys",
    "userdata",
    "enrollment",
    "identity",
    "prerequisites",
    "fleet",
    "assistant",
    "practice",
  ],
};
/** These know VS Code, and may import every room. */
const vscodeAdapters = ["views", "commands", "language", "wizard", "ai"];
const rooms = [...Object.keys(mayImport), ...vscodeAdapters];

/** `no-restricted-imports` does not see `import(…)`: this does. In a selector a slash has to be written as its code. */
const lazily = (module, message) => ({
  selector: `ImportExpression[source.value=/${module.replaceAll("/", "\\u002f")}/]`,
  message,
});

const arrows = Object.entries(mayImport).map(([room, allowed]) => {
  const forbidden = rooms.filter((other) => other !== room && !allowed.includes(other));
  const path = `^(\\.\\./)+(src/)?(${forbidden.join("|")})(/|$)`;
  const message = `src/${room} must not depend on this room: see the arrows in ARCHITECTURE.md.`;
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      "no-restricted-syntax": [
        "error",
        lazily("^vscode$", `src/${room} knows no VS Code.`),
        lazily(path, message),
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "vscode",
              message: `src/${room} knows no VS Code; put the adapter in src/views, src/commands, …`,
            },
          ],
          patterns: [{ regex: path, message }],
        },
      ],
      "no-restricted-globals": ["error", "document", "window"],
    },
  };
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", ".vscode-server", ".test-output"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  ...arrows,
  {
    files: ["webview/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        lazily("^vscode$", "A page talks to its host through src/protocol only."),
        lazily(
          "^(\\.\\./)+src/(?!protocol(/fleet)?$)",
          "A page imports src/protocol and nothing else of src.",
        ),
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [{ name: "vscode", message: "A page talks to its host through src/protocol only." }],
          patterns: [
            {
              regex: "^(\\.\\./)+src/(?!protocol(/fleet)?$)",
              message: "A page imports src/protocol and nothing else of src.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "scripts/**/*.ts"],
    rules: { "no-console": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
