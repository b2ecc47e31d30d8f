/** What documents hold that rules are about: most documents hold little of it, and most rules need not be asked. */
import { memberOf } from "../yaml/members";
import type { Subject } from "./subject";

/**
 * What must be in a document before a rule can have something to report. `azure`: commands that have to do with Azure;
 * `shell`: commands, or text that a shell reads; `scripts`: scripts with a file of their own; `files`: entries of
 * `write_files`; `users`: entries of `users`; `parts`: parts of MIME or an archive; `losses`: parts that cloud-init drops.
 */
export type Need = "azure" | "shell" | "scripts" | "files" | "users" | "parts" | "losses";

const tests: Readonly<Record<Need, (subject: Subject) => boolean>> = {
  azure: ({ steps, document }) => steps.touchesAzure || namesCsnProxy(document.text),
  shell: ({ shell }) => shell.commands.length > 0 || shell.programs.length > 0 || shell.scripts.length > 0,
  scripts: ({ assembly }) => assembly.scripts.length > 0,
  files: ({ configs }) => configs.some(({ root }) => memberOf(root, "write_files") !== undefined),
  users: ({ configs }) => configs.some(({ root }) => memberOf(root, "users") !== undefined),
  parts: ({ assembly }) => assembly.composed,
  losses: ({ assembly }) => assembly.losses.length > 0 || assembly.failure !== undefined,
};

const needs = Object.keys(tests) as readonly Need[];

/** The needs that a document meets, in a fixed order. */
export function needsMet(subject: Subject): readonly Need[] {
  return needs.filter((need) => tests[need](subject));
}

/** Whether a text names the host of the Cloud Services Network's proxy: it means this proxy, whatever else stands there. */
export function namesCsnProxy(text: string): boolean {
  return text.includes("169.254.0.11");
}
