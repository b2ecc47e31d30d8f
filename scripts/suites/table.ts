/** Everything that `npm test` runs, longest first where the order is free. */
import path from "node:path";
import { outputFolder } from "../lib/paths";
import type { Suite } from "./suite";

const plain = { steps: [], tools: [], after: [], needsVscodeServer: false, result: "check" } as const;

/** @param spec a glob of test files; its folder's `.mocharc.json` sets the rest */
function mocha(folder: string, config = `test/${folder}/.mocharc.json`): [string, ...string[]] {
  const reporter = ["--reporter", "json", "--reporter-option", "output={report}"];
  return ["mocha", "--config", config, ...reporter, `test/${folder}/**/*.test.ts`];
}

/** The package that the suite `package` makes, for the suites after it. */
export const vsixFile = path.join(outputFolder, "nexus-arc.vsix");

const shellScripts = [
  ".ci/run",
  "test/workbench/sample-workspace/user-data.sh",
  "test/standin/vm.sh",
  ...["az", "azcmagent", "install-agent", "packages", "sleep", "uuidgen"].map(
    (name) => `test/standin/stubs/${name}.sh`,
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
    tools: ["chromium", "ps"],
    after: ["package"],
    needsVscodeServer: true,
    result: "report",
  },
  {
    ...plain,
    name: "lint",
    steps: [
      ["eslint", "--max-warnings", "0", "."],
      ["prettier", "--check", "--log-level", "warn", "."],
      ["shellcheck", ...shellScripts],
      ["tsx", "scripts/dependencies.ts"],
    ],
    tools: ["shellcheck"],
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
    name: "start", // builds dist/ anew, so it comes after those that use it
    steps: [mocha("start")],
    tools: ["chromium"],
    after: ["workbench", "host"],
    needsVscodeServer: true,
    result: "report",
  },
  {
    ...plain,
    name: "webview", // the wizard's page in a plain browser
    steps: [mocha("webview")],
    tools: ["chromium"],
    result: "report",
  },
  {
    ...plain,
    name: "contract",
    steps: [mocha("contract")],
    tools: ["openssl", "shellcheck", "az", "ip", "curl"],
    after: ["package"],
    result: "report",
  },
  {
    ...plain,
    name: "unit",
    steps: [mocha("unit", ".mocharc.json")],
    tools: ["openssl", "shellcheck"],
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
];
