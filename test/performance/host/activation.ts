/** Runs in the extension host: reports how long the activation of ours, and of an empty extension, takes there. */
import os from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { extensionId } from "../../../src/ids";
import { reporting, type Tell } from "../../host/harness/tell";
import { emptyExtensionId, oursFirst, orderVariable } from "./names";

async function activate(name: string, id: string, tell: Tell): Promise<void> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not there`);
  if (extension.isActive) throw new Error(`${id} is active already: its activation cannot be timed`);
  const start = performance.now();
  await extension.activate();
  tell({ kind: "figure", name, value: performance.now() - start });
}

/** The first activation of a host waits for much that is not its own: this one takes that upon itself. */
const warmUp = "vscode.media-preview";

/** Milliseconds that all processors together have been busy, and in all. */
function processorTime(): { readonly busy: number; readonly all: number } {
  const times = os.cpus().map((cpu) => cpu.times);
  const all = times.reduce((sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle, 0);
  return { all, busy: all - times.reduce((sum, { idle }) => sum + idle, 0) };
}

/** Waits until the window has drawn itself and the machine rests: what else is done then is not on our clock. */
async function settled(): Promise<void> {
  for (let before = processorTime(), looks = 0; looks < 60; looks += 1) {
    await delay(500);
    const now = processorTime();
    if (now.busy - before.busy < (now.all - before.all) / 5) return;
    before = now;
  }
  throw new Error("The machine was busy for half a minute: activation cannot be timed.");
}

export function run(): Promise<void> {
  const measured = [["empty", emptyExtensionId] as const, ["ours", extensionId] as const];
  if (process.env[orderVariable] === oursFirst) measured.reverse();
  return reporting(async (tell) => {
    await vscode.extensions.getExtension(warmUp)?.activate();
    for (const [name, id] of measured) {
      await settled();
      await activate(name, id, tell);
    }
    tell({ kind: "end", tests: 1 });
  });
}
