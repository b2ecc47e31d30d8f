/** Everything that `npm test` runs, longest first where the order is free. */
import path from "node:path";
import { outputFolder } from "../lib/paths";
import type { Step, Suite } from "./suite";

const plain = { steps: [], tools: [], after: [], needsVscodeServer: false, result: "check" } as const;

/** @param folder of `test/`, whose `.mocharc.json` sets what `config` does not @param files globs in it */
function mocha(
  folder: string,
  { config = `test/${folder}/.mocharc.json`, files = ["**/*.test.ts"] } = {},
): Step {
  return mochaOf(config, ...files.map((file) => `test/${folder}/${file}`));
}

function mochaOf(config: string, ...files: readonly string[]): Step {
  const reporter = ["--reporter", "json", "--reporter-option", "output={report}"];
  return ["mocha", "--config", config, ...reporter, ...files];
}

const alone =
  (folder: string) =>
  (file: string): Step =>
    mochaOf(`test/${folder}/.mocharc.json`, file);

/** The package that the suite `package` makes, for the suites after it. */
export const vsixFile = path.join(outputFolder, "nexus-arc.vsix");

const shellScripts = [
  ".ci/run",
  "test/workbench/sample-workspace/user-data.sh",
  "scripts/lib/debianRoot.sh",
  "test/peers/support/boot.sh",
  "test/guestSimulator/vm.sh",
  ...["az", "azcmagent", "install-agent", "packages", "sleep", "uuidgen"].map(
    (name) => `test/guestSimulator/stubs/${name}.sh`,
  ),
];

export const suites: readonly Suite[] = [
  {
    ...plain,
    name: "package", // builds dist/ for the suites that open the extension
    steps: [["tsx", "scripts/package.ts", "--out", vsixFile], mocha("package")],
    result: "report",
  },
  {
    ...plain,
    name: "workbench",
    steps: [mocha("workbench")],
    again: alone("workbench"),
    tools: ["chromium", "ps"],
    after: ["package"],
    needsVscodeServer: true,
    result: "report",
  },
  {
    ...plain,
    name: "contract",
    steps: [mocha("contract", { files: ["*.test.ts", "!(vmScript)/**/*.test.ts"] })],
    tools: ["openssl", "curl", "az"], // az reads the texts that are written for it
    after: ["package"],
    result: "report",
  },
  {
    ...plain,
    name: "vmScript", // the VM's script, run by bash in a simulated VM
    steps: [mocha("contract", { files: ["vmScript/*.test.ts"] })],
    tools: ["openssl", "shellcheck", "az", "ip", "curl"],
    result: "report",
  },
  {
    ...plain,
    name: "lint",
    steps: [
      ["eslint", "--max-warnings", "0", "."],
      ["depcruise", "src", "webview", "scripts", "test"],
      ["prettier", "--check", "--log-level", "warn", "."],
      ["shellcheck", ...shellScripts],
      ["tsx", "scripts/dependencies.ts"],
    ],
    tools: ["shellcheck"],
  },
  {
    ...plain,
    name: "unit",
    steps: [mocha("unit", { config: ".mocharc.json" })],
    tools: ["openssl", "shellcheck"],
    result: "report",
  },
  {
    ...plain,
    name: "webview", // the wizard's page in a plain browser
    steps: [mocha("webview")],
    again: alone("webview"),
    tools: ["chromium"],
    result: "report",
  },
  {
    ...plain,
    name: "host",
    steps: [["tsx", "test/host/harness/run.ts", "--report", "{report}"]],
    tools: ["chromium"],
    after: ["package"],
    needsVscodeServer: true,
    result: "report",
  },
  {
    ...plain,
    name: "types",
    steps: [
      ["tsc", "-p", "."],
      ["tsc", "-p", "webview"],
    ],
  },
  {
    ...plain,
    name: "start", // builds dist/ again, so it comes after those that use it
    steps: [mocha("start")],
    again: alone("start"),
    tools: ["chromium"],
    after: ["workbench", "host", "contract"],
    needsVscodeServer: true,
    result: "report",
  },
];
