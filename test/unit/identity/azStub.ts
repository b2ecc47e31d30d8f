import { execFileSync } from "node:child_process";
import type { ArmClient } from "../../../src/arm/client";
import { readObject, readString, readStringMap } from "../../../src/arm/decode";

const version = "2024-07-01";

/** Runs a bash script with `az` and `curl` replaced by functions that note their arguments; gives every call. */
export function callsOf(script: string): string[][] {
  const stubs = `
    record() { printf '%s\\0' "$#" "$@"; }
    az() { [ "$1 $2" = "account get-access-token" ] && { printf token; return; }; record az "$@"; }
    curl() { record curl "$@"; }`;
  const output = execFileSync("bash", ["-c", `${stubs}\n${script.replace("set -euo pipefail", "set -eu")}`]);
  const words = output.toString().split("\0").slice(0, -1);
  const calls: string[][] = [];
  while (words.length > 0) calls.push(words.splice(0, Number(words.shift())));
  return calls;
}

export function after(words: readonly string[], flag: string): string {
  return words[words.indexOf(flag) + 1] ?? "";
}

function listAfter(words: readonly string[], flag: string): readonly string[] {
  const at = words.indexOf(flag);
  if (at === -1) return [];
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => word.startsWith("--"));
  return end === -1 ? rest : rest.slice(0, end);
}

/**
 * What Azure CLI sends for `az vm|vmss identity assign|remove` (a PATCH of the identity) and `az vm|vmss update --set`
 * (a PUT of the whole resource with the members set).
 */
export async function sendAsAz(client: ArmClient, call: readonly string[]): Promise<void> {
  const [, tool, verb, sub] = call;
  const type = tool === "vmss" ? "virtualMachineScaleSets" : "virtualMachines";
  const path = `/subscriptions/${after(call, "--subscription")}/resourceGroups/${after(call, "--resource-group")}/providers/Microsoft.Compute/${type}/${after(call, "--name")}`;
  const current = readObject((await client.send({ method: "GET", path, apiVersion: version })).body);
  if (verb === "update") {
    const body = { ...current, identity: withSets(current["identity"], listAfter(call, "--set")) };
    await client.send({ method: "PUT", path, apiVersion: version, body });
    return;
  }
  const ids = listAfter(call, "--identities");
  const identity = sub === "remove" ? removed(current["identity"], ids) : assigned(current["identity"], ids);
  await client.send({ method: "PATCH", path, apiVersion: version, body: { identity } });
}

interface Held {
  readonly system: boolean;
  readonly users: readonly string[];
}

function heldBy(identity: unknown): Held {
  const { type, userAssignedIdentities } = readObject(identity);
  return {
    system: /systemassigned/i.test(readString(type) ?? ""),
    users: Object.keys(readObject(userAssignedIdentities)),
  };
}

function typeOf({ system, users }: Held): string {
  if (users.length === 0) return system ? "SystemAssigned" : "None";
  return system ? "SystemAssigned, UserAssigned" : "UserAssigned";
}

/** Without `--identities` it is the system-assigned one. */
function assigned(identity: unknown, ids: readonly string[]): unknown {
  const held = heldBy(identity);
  const next = { system: held.system || ids.length === 0, users: [...held.users, ...ids] };
  return {
    type: typeOf(next),
    ...(next.users.length > 0 && {
      userAssignedIdentities: Object.fromEntries(next.users.map((id) => [id, {}])),
    }),
  };
}

function removed(identity: unknown, ids: readonly string[]): unknown {
  const held = heldBy(identity);
  const gone = new Set(ids.map((id) => id.toLowerCase()));
  const users = held.users.filter((id) => !gone.has(id.toLowerCase()));
  if (users.length === 0) return { type: typeOf({ ...held, users }) };
  return {
    type: typeOf({ ...held, users }),
    userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, null])),
  };
}

/** The generic `--set`: `identity.type=…`, `identity.userAssignedIdentities=null`. `none` must be in lower case. */
function withSets(identity: unknown, sets: readonly string[]): unknown {
  const next: Record<string, unknown> = { ...readObject(identity) };
  for (const set of sets) {
    const [name = "", value = ""] = set.split("=");
    if (value === "None") throw new Error("The value none is case sensitive. It must be lowercase.");
    if (name === "identity.userAssignedIdentities" && value === "null") delete next["userAssignedIdentities"];
    else if (name === "identity.type") next["type"] = value;
    else throw new Error(`az does not know ${JSON.stringify(readStringMap({ set }))}`);
  }
  if (next["type"] === "none" || next["type"] === "SystemAssigned") delete next["userAssignedIdentities"];
  return next;
}
