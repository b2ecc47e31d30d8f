/** Which of the caller's exported variables a program passes on to the command that it runs. */
export type Kept =
  | { readonly kind: "all" }
  | { readonly kind: "only"; readonly names: readonly string[] }
  | { readonly kind: "without"; readonly names: readonly string[] };

/** The options in front of the command: as written, clusters such as `-Ei` in one piece, with the values that they were given. */
export interface KeeperOptions {
  readonly flags: readonly string[];
  /** Every value of an option that takes one; undefined where only the VM knows it. */
  readonly values: ReadonlyMap<string, readonly (string | undefined)[]>;
}

/** A program that runs another one, as one row of `docs/proxies.md`. */
export interface Keeper {
  readonly id: KeeperId;
  readonly program: string;
  readonly versions: string;
  /** What says so: versions that were run, or the source or manual page that was read. */
  readonly source: string;
  readonly keeps: (options: KeeperOptions) => Kept;
  /** Ways of writing it that people use; the table shows what each keeps. `NAMES` stands for names of variables. */
  readonly forms: readonly string[];
}

export type KeeperId =
  | "sudo"
  | "sudo-rs-0.2.5"
  | "sudo-rs"
  | "doas"
  | "su"
  | "runuser"
  | "env"
  | "setpriv"
  | "exec"
  | "systemd-run";

const all: Kept = { kind: "all" };
const none: Kept = { kind: "only", names: [] };

const util = { versions: "util-linux 2.38 to 2.41", source: "run: 2.38.1 and 2.41.5" };

/**
 * As they were seen to do it with Debian's own configuration (`test/peers/environment.test.ts`). What sudo and su read from
 * /etc/environment by PAM comes on top: su does so on Debian and Ubuntu, sudo on Ubuntu.
 */
export const keepers: readonly Keeper[] = [
  {
    id: "sudo",
    program: "sudo",
    versions: "1.9",
    source: "run: 1.9.13p3 and 1.9.16p2",
    keeps: keptBySudo,
    forms: ["sudo", "sudo -E", "sudo --preserve-env=NAMES", "sudo -i", "sudo -u USER"],
  },
  {
    id: "sudo-rs-0.2.5",
    program: "sudo-rs",
    versions: "0.2.5",
    source: "run: 0.2.5",
    keeps: () => none,
    forms: ["sudo", "sudo -E", "sudo --preserve-env=NAMES", "sudo -i", "sudo -u USER"],
  },
  {
    id: "sudo-rs",
    program: "sudo-rs",
    versions: "0.2.15",
    source: "run elsewhere: 0.2.15",
    keeps: (options) => ({ kind: "only", names: named(options, ["--preserve-env"]) }),
    forms: ["sudo", "sudo -E", "sudo --preserve-env=NAMES"],
  },
  {
    id: "doas",
    program: "doas",
    versions: "6.8",
    source: "read: env.c of OpenDoas, without keepenv and setenv",
    keeps: () => none,
    forms: ["doas"],
  },
  {
    id: "su",
    program: "su",
    ...util,
    keeps: keptBySu,
    forms: ["su USER -c", "su - USER -c", "su -l USER -c", "su - -w NAMES USER -c", "su -p USER -c"],
  },
  {
    id: "runuser",
    program: "runuser",
    ...util,
    keeps: keptBySu,
    forms: ["runuser -u USER --", "runuser USER -c", "runuser -l USER -c", "runuser -l -w NAMES USER -c"],
  },
  {
    id: "env",
    program: "env",
    versions: "coreutils 9",
    source: "run: 9.1 and 9.7",
    keeps: keptByEnv,
    forms: ["env", "env -i", "env -", "env -u NAMES"],
  },
  {
    id: "setpriv",
    program: "setpriv",
    ...util,
    keeps: ({ flags }) => (flags.includes("--reset-env") ? none : all),
    forms: ["setpriv --reuid USER", "setpriv --reset-env"],
  },
  {
    id: "exec",
    program: "exec",
    versions: "bash 5",
    source: "run: 5.2",
    keeps: ({ flags }) => (has(flags, "c") ? none : all),
    forms: ["exec", "exec -c"],
  },
  {
    id: "systemd-run",
    program: "systemd-run",
    versions: "systemd 252 and later",
    source: "read: systemd-run(1) of 255.4 and 257.4",
    keeps: keptBySystemdRun,
    forms: ["systemd-run", "systemd-run --setenv=NAMES", "systemd-run --scope"],
  },
];

/** What a program keeps; everything where it is none of the table. */
export function keptBy(id: string, options: KeeperOptions): Kept {
  return keepers.find((keeper) => keeper.id === id)?.keeps(options) ?? all;
}

/** Whether a variable reaches the command. */
export function keeps(kept: Kept, name: string): boolean {
  switch (kept.kind) {
    case "all":
      return true;
    case "only":
      return kept.names.includes(name);
    case "without":
      return !kept.names.includes(name);
  }
}

function keptBySudo(options: KeeperOptions): Kept {
  const { flags, values } = options;
  // With `-i` as well it refuses to run at all.
  const whole = has(flags, "E") || (flags.includes("--preserve-env") && !values.has("--preserve-env"));
  if (whole) return has(flags, "i") || flags.includes("--login") ? none : all;
  return { kind: "only", names: named(options, ["--preserve-env"]) };
}

function keptBySu(options: KeeperOptions): Kept {
  const { flags } = options;
  const login = flags.includes("-") || flags.includes("--login") || has(flags, "l");
  return login ? { kind: "only", names: named(options, ["-w", "--whitelist-environment"]) } : all;
}

function keptByEnv(options: KeeperOptions): Kept {
  const { flags } = options;
  if (flags.includes("-") || flags.includes("--ignore-environment") || has(flags, "i")) return none;
  const names = named(options, ["-u", "--unset"]);
  return names.length === 0 ? all : { kind: "without", names };
}

function keptBySystemdRun(options: KeeperOptions): Kept {
  if (options.flags.includes("--scope")) return all;
  const given = named(options, ["-E", "--setenv"]).map((each) => each.replace(/=.*$/su, ""));
  return { kind: "only", names: given };
}

/** Whether a letter is among the short options, alone or in a cluster. */
function has(flags: readonly string[], letter: string): boolean {
  return flags.some((flag) => /^-[A-Za-z]+$/u.test(flag) && flag.includes(letter));
}

function named({ values }: KeeperOptions, options: readonly string[]): string[] {
  return options
    .flatMap((option) => values.get(option) ?? [])
    .flatMap((value) => value?.split(",") ?? [])
    .filter((name) => name !== "");
}
