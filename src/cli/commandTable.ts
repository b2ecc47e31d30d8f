import type { Command } from "./command";

interface Listed {
  /** What the command does, in one line of the help. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command by name, loaded when it is called. */
export const commandTable: Readonly<Record<string, Listed>> = {
  keygen: {
    summary: "generate the one-time RSA key pair of an enrollment",
    load: async () => (await import("./commands/keygen")).keygen,
  },
  key: {
    summary: "identify a key and check whether Azure Arc accepts it",
    load: async () => (await import("./commands/key")).key,
  },
  lint: {
    summary: "find mistakes in user data, and how to fix them",
    load: async () => (await import("./commands/lint")).lint,
  },
  runs: {
    summary: "show what the VM runs, in order",
    load: async () => (await import("./commands/runs")).runs,
  },
  encode: {
    summary: "write user data as base64, once",
    load: async () => (await import("./commands/encode")).encode,
  },
  diagnose: {
    summary: "find known enrollment failures in logs",
    load: async () => (await import("./commands/diagnose")).diagnose,
  },
  script: {
    summary: "print the script that connects a VM to Azure Arc",
    load: async () => (await import("./commands/script")).script,
  },
  step: {
    summary: "print one step of an enrollment as commands",
    load: async () => (await import("./commands/step")).step,
  },
  "check-prerequisites": {
    summary: "check in Azure whether an enrollment can start",
    load: async () => (await import("./commands/checkPrerequisites")).checkPrerequisitesCommand,
  },
  status: {
    summary: "check the state of an enrollment in Azure",
    load: async () => (await import("./commands/status")).status,
  },
  fleet: {
    summary: "check, plan, deploy, and watch a fleet of VMs from one file",
    load: async () => (await import("./commands/fleet")).fleet,
  },
  practice: {
    summary: "serve the practice cloud, an Azure Resource Manager in memory",
    load: async () => (await import("./commands/practice")).practice,
  },
  mcp: {
    summary: "serve assistants over the Model Context Protocol",
    load: async () => (await import("./mcp")).mcp,
  },
  completion: {
    summary: "print a script that completes commands in bash, zsh, or fish",
    load: async () => (await import("./commands/completion")).completionOf(commandTable),
  },
};
