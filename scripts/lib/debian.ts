/** What the tests and `npm start` need of the machine beside Node.js, and how a bare Debian machine gets it. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { run } from "./run";

interface Tool {
  /** Any one of these will do: on the PATH, or at an absolute path. */
  readonly commands: readonly string[];
  readonly debianPackage: string;
}

/** Add a line here for a further program; name it in the suites of `scripts/suites` that use it. */
const tools = {
  chromium: {
    commands: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    debianPackage: "chromium",
  },
  openssl: { commands: ["openssl"], debianPackage: "openssl" },
  fish: { commands: ["fish"], debianPackage: "fish" },
  zsh: { commands: ["zsh"], debianPackage: "zsh" },
  shellcheck: { commands: ["shellcheck"], debianPackage: "shellcheck" },
  // What the simulated VM of test/guestSimulator is made of: its network and the real Azure CLI (2.45) behind today's flags.
  az: { commands: ["az"], debianPackage: "azure-cli" },
  ip: { commands: ["ip"], debianPackage: "iproute2" },
  curl: { commands: ["curl"], debianPackage: "curl" },
  ps: { commands: ["ps"], debianPackage: "procps" },
  // The programs that `npm run test:peers` compares the product with.
  apt: { commands: ["apt-get"], debianPackage: "apt" },
  bash: { commands: ["bash"], debianPackage: "bash" },
  dash: { commands: ["dash"], debianPackage: "dash" },
  debootstrap: { commands: ["debootstrap"], debianPackage: "debootstrap" },
  go: { commands: ["go"], debianPackage: "golang-go" },
  requests: {
    commands: ["/usr/lib/python3/dist-packages/requests/__init__.py"],
    debianPackage: "python3-requests",
  },
  sudo: { commands: ["sudo"], debianPackage: "sudo" },
  wget: { commands: ["wget"], debianPackage: "wget" },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;
export const toolNames = Object.keys(tools) as ToolName[];

/** The program's path, as the shell would find it; `undefined` when there is none. */
export function findProgram(command: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return (path.isAbsolute(command) ? [command] : folders.map((folder) => path.join(folder, command))).find(
    (file) => {
      try {
        accessSync(file, path.isAbsolute(command) ? constants.R_OK : constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
  );
}

export function findTool(name: ToolName): string | undefined {
  for (const command of tools[name].commands) {
    const found = findProgram(command);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One line that says how to get these programs. */
export function howToInstall(missing: readonly ToolName[]): string {
  const packages = missing.map((name) => tools[name].debianPackage).join(" ");
  return `Missing: ${missing.join(", ")}. On Debian or Ubuntu: sudo apt-get install -y --no-install-recommends ${packages}`;
}

/** The path of a program that must be there. Throws with the line of {@link howToInstall}. */
export function requireTool(name: ToolName): string {
  const found = findTool(name);
  if (found === undefined) throw new Error(howToInstall([name]));
  return found;
}

/** The Debian package that the program is of. */
export const debianPackageOf = (name: ToolName): string => tools[name].debianPackage;

const canInstall = (): boolean => process.getuid?.() === 0 && findProgram("apt-get") !== undefined;

/**
 * Installs those that are missing, where this is Debian and we are root.
 * @returns the programs that are still missing
 */
export async function ensureTools(
  names: readonly ToolName[],
  say: (line: string) => void,
): Promise<ToolName[]> {
  const isMissing = (name: ToolName): boolean => findTool(name) === undefined;
  const missing = names.filter(isMissing);
  if (missing.length === 0) return [];
  if (!canInstall()) {
    say(howToInstall(missing));
    return missing;
  }
  const packages = missing.map((name) => tools[name].debianPackage);
  say(`Installing Debian packages: ${packages.join(" ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update", "-q"], { env });
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
  } catch (error) {
    say(`apt-get did not install them: ${error instanceof Error ? error.message : String(error)}`);
  }
  const still = names.filter(isMissing);
  if (still.length > 0) say(howToInstall(still));
  return still;
}
