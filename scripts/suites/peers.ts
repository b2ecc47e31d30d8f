/** What `npm run test:peers` runs: each file of test/peers, with the programs that it compares the product with. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ToolName } from "../lib/debian";
import { root } from "../lib/paths";
import type { Suite } from "./suite";

export interface Peer {
  /** Of the file `test/peers/NAME.test.ts`. */
  readonly name: string;
  readonly tools: readonly ToolName[];
  /** One line for docs/peers.md. */
  readonly shows: string;
}

/** Add a line here for a further file. A program that is new comes from `scripts/lib/debian.ts`. */
const peers: readonly Peer[] = [
  {
    name: "boots",
    tools: ["debootstrap"],
    shows: "generated user data and the samples of the project, booted: what is run, written and reported",
  },
  {
    name: "cloudInit",
    tools: ["debootstrap"],
    shows: "what a boot does with users, files, commands, restarts and parts, and the linter says of them",
  },
  {
    name: "assembly",
    tools: ["debootstrap"],
    shows: "cloud-init assembles parts and archives as our model does",
  },
  {
    name: "jinja",
    tools: ["debootstrap"],
    shows: "cloud-init renders or drops templates as the rule on unknown names says",
  },
  {
    name: "az",
    tools: ["az", "openssl"],
    shows: "az takes the az text that we write, and sends our bodies",
  },
  {
    name: "azPractice",
    tools: ["az", "openssl"],
    shows: "az enrolls a machine against the practice cloud (steps 1, 2 and 7)",
  },
  {
    name: "completion",
    tools: ["fish", "zsh"],
    shows: "fish and zsh complete commands, options and values by our scripts",
  },
  {
    name: "proxies",
    tools: ["apt", "bash", "curl", "go", "ip", "requests", "wget"],
    shows: "curl, wget, apt, requests, Go and our own connections read proxy variables as our table says",
  },
  {
    name: "environment",
    tools: ["bash", "sudo"],
    shows: "sudo, su, runuser and env pass on the variables that our table says",
  },
  {
    name: "diagnose",
    tools: ["apt", "az", "bash", "curl", "dash", "debootstrap", "openssl", "wget"],
    shows: "the log lines that `diagnose` knows are what the programs print",
  },
  {
    name: "sarif",
    tools: [],
    shows: "the SARIF multitool (npm, 5.7.0) reads our SARIF by GitHub's rules",
  },
  {
    name: "shellSyntax",
    tools: ["bash", "dash"],
    shows: "`bash -n` and `dash -n` refuse what the linter refuses",
  },
];

/** The peers of these names that have a file; all, when no name is given. Throws where a name or a line is missing. */
export async function choosePeers(names: readonly string[]): Promise<Peer[]> {
  const entries = await readdir(path.join(root, "test/peers"));
  const files = entries
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => name.replace(".test.ts", ""));
  const wanted = names.length === 0 ? files : names;
  return wanted.map((name) => {
    if (!files.includes(name)) throw new Error(`No such file: test/peers/${name}.test.ts.`);
    const peer = peers.find((known) => known.name === name);
    if (peer === undefined)
      throw new Error(`test/peers/${name}.test.ts has no line in scripts/suites/peers.ts.`);
    return peer;
  });
}

export function suiteOf({ name, tools }: Peer): Suite {
  const reporter = ["--reporter", "json", "--reporter-option", "output={report}"];
  return {
    name: `peers-${name}`,
    steps: [["mocha", "--config", "test/peers/.mocharc.json", ...reporter, `test/peers/${name}.test.ts`]],
    tools,
    after: [],
    needsVscodeServer: false,
    result: "report",
  };
}
