/**
 * Writes docs/proxies.md from `src/arm/proxies`: `npx tsx scripts/proxiesDocument.ts`. A unit test fails when the page and the
 * table differ, and calls `proxiesDocument` for that.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { bypasses } from "../src/arm/proxies/decide";
import { keepers, type Keeper, type Kept } from "../src/arm/proxies/keepers";
import type { Names, ProxyReader } from "../src/arm/proxies/reader";
import { readers } from "../src/arm/proxies/readers";
import { serviceClients } from "../src/arm/proxies/services";

const page = new URL("../docs/proxies.md", import.meta.url);

const opening = `# How programs read the proxy variables

<!-- Made by scripts/proxiesDocument.ts from src/arm/proxies. Change the table there, then run \`npx tsx scripts/proxiesDocument.ts\`. -->

Programs disagree about HTTPS_PROXY, NO_PROXY and their kin. This page shows what each one does. The user-data rules, the hover
texts and Nexus Arc's own connections go by the same table. \`test/peers/proxies.test.ts\` compares it with the real programs
on loopback.

## In short

- Set HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy to \`http://169.254.0.11:3128\`, with the scheme.
- Set NO_PROXY and no_proxy to the same list, separated by commas without blanks: \`localhost,127.0.0.1,::1,169.254.169.254\`.
- The metadata service (169.254.169.254) is asked over http. HTTPS_PROXY alone never catches it.
- Do not rely on \`sudo -E\`: user data runs as root already. Elsewhere write \`sudo HTTPS_PROXY=… https_proxy=… COMMAND\`.
- Services such as snapd and the Connected Machine agent do not see a script's variables. Configure their own proxy.
`;

/** The page's text, laid out as the repository's formatter wants it. */
export async function proxiesDocument(): Promise<string> {
  const options = await resolveConfig(fileURLToPath(page));
  const sections = [opening.trimEnd(), variables(), exceptions(), lists(), kept(), services()];
  return format(`${sections.join("\n\n")}\n`, { ...options, parser: "markdown" });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function title({ name, versions }: ProxyReader): string {
  return `${name}, ${versions}`;
}

function order(groups: readonly Names[]): string {
  return groups.length === 0 ? "none" : groups.flatMap(({ names }) => names).join(", ");
}

function variables(): string {
  const rows = readers.map((reader) => [
    title(reader),
    order(reader.http),
    order(reader.https),
    reader.https.some(({ empty }) => empty === "off") ? "turns off the names behind it" : "counts as unset",
    reader.address.withoutScheme === "http" ? "used" : reader.address.withoutScheme,
    reader.address.defaultPort === "scheme" ? "80, for https 443" : String(reader.address.defaultPort),
  ]);
  const programs = readers.map((reader) => [title(reader), reader.usedBy, reader.source]);
  return [
    "## Which variables they read",
    "The first one that is set wins.",
    table(
      [
        "program",
        "for http",
        "for https",
        "an empty value",
        "`HOST:PORT` without a scheme",
        "port where none is given",
      ],
      rows,
    ),
    "In Python, an empty name turns off only its own pair: an empty https_proxy switches HTTPS_PROXY off, not ALL_PROXY.",
    table(["program", "what goes by it", "source"], programs),
  ].join("\n\n");
}

const sampleList = "localhost,127.0.0.1,::1,169.254.169.254,10.0.0.0/8,.example.com,*.corp";
const sampleHosts = ["169.254.169.254", "10.1.2.3", "example.com", "a.example.com", "x.corp"];

function exceptions(): string {
  const rows = readers.map((reader) => [
    title(reader),
    ...sampleHosts.map((host) => way(reader, sampleList, host)),
    order(reader.exceptions.slice(0, 1)),
  ]);
  return [
    "## What NO_PROXY exempts",
    `With \`NO_PROXY=${sampleList}\`, in both cases of the name:`,
    table(["program", ...sampleHosts, "names of the list"], rows),
  ].join("\n\n");
}

/** Lists that programs read in different ways, each with the host that shows it. */
const telling: readonly (readonly [list: string, host: string])[] = [
  ["a.test 169.254.169.254", "169.254.169.254"],
  ["a.test, 169.254.169.254", "169.254.169.254"],
  ["*", "169.254.169.254"],
  ["*,a.test", "169.254.169.254"],
  ["169.254.0.0/16", "169.254.169.254"],
  ["169.254.169.254/32", "169.254.169.254"],
  ["169.254.", "169.254.169.254"],
  ["169.254.169.254:80", "169.254.169.254"],
  ["example.com", "a.example.com"],
  [".example.com", "example.com"],
  ["*.example.com", "a.example.com"],
  ["EXAMPLE.com", "example.com"],
  ["ple.com", "example.com"],
  ["example.com:80", "example.com"],
];

function lists(): string {
  const rows = telling.map(([list, host]) => [
    `\`${list}\``,
    host,
    ...readers.map((reader) => way(reader, list, host)),
  ]);
  return [
    "## How they read the list",
    "A request over http to port 80; `direct` where the list exempts the host.",
    table(["list", "host", ...readers.map(title)], rows),
  ].join("\n\n");
}

function way(reader: ProxyReader, list: string, host: string): string {
  const environment = { no_proxy: list, NO_PROXY: list };
  return bypasses(reader, environment, new URL(`http://${host}/`)) ? "direct" : "proxy";
}

function kept(): string {
  const rows = keepers.flatMap((keeper) =>
    keeper.forms.map((form) => [`\`${form}\``, programOf(keeper), keptBy(keeper, form), keeper.source]),
  );
  return [
    "## Who passes the variables on",
    table(["written", "program", "keeps", "source"], rows),
    "On Ubuntu 25.10 and later, `sudo` is sudo-rs. `sudo NAME=value COMMAND` and `env NAME=value COMMAND` set a variable in every version. `sudo -E -i` is refused by sudo, and " +
      "sudo-rs ignores its -E. On top of that, PAM may read /etc/environment: for su on Debian and Ubuntu, for sudo on Ubuntu. A systemd unit " +
      "gets what its own Environment= and EnvironmentFile= give it.",
  ].join("\n\n");
}

function programOf({ program, versions }: Keeper): string {
  return `${program}, ${versions}`;
}

/** Reads a form of the table as the program would: `-w NAMES` and `--preserve-env=NAMES` are options with a value. */
function keptBy({ keeps }: Keeper, form: string): string {
  const [, ...words] = form.split(" ");
  const flags: string[] = [];
  const values = new Map<string, string[]>();
  words.forEach((word, index) => {
    if (!word.startsWith("-")) return;
    const [flag = "", joined] = word.split("=");
    flags.push(flag);
    const value = joined ?? (words[index + 1] === "NAMES" ? "NAMES" : undefined);
    if (value !== undefined) values.set(flag, [value]);
  });
  return inWords(keeps({ flags, values }));
}

function inWords(result: Kept): string {
  if (result.kind === "all") return "all";
  if (result.kind === "without") return "all but NAMES";
  return result.names.length === 0 ? "none" : "NAMES only";
}

function services(): string {
  const rows = serviceClients.map(({ program, service, fix, source }) => [
    `\`${program}\``,
    service,
    fix,
    source,
  ]);
  return [
    "## Services",
    "These commands ask a service to use the network. The service does not see the variables of the command.",
    table(["command", "service", "how it gets a proxy", "source"], rows),
  ].join("\n\n");
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  writeFileSync(page, await proxiesDocument());
}
