import { say } from "../../../l10n/sentence";
import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import type { Field } from "../facts/azure/machine";
import { bodyField, machineBody, machineOf } from "../facts/azure/machine";
import { option } from "../../script/options";
import type { Value } from "../../script/value";
import { compareValues, written } from "../../script/value";
import type { Report, Rule } from "../rule";
import type { EnrollmentSteps } from "../facts/steps";

const idOf = (name: string): string =>
  `ARC_MACHINE_ID="/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$RESOURCE_GROUP/providers/Microsoft.HybridCompute/machines/${name}"`;

const steps = [extension, login, createMachine, assignRelay, agentProxy];

export const machineMismatch: Rule = {
  id: "machine-mismatch",
  severity: "error",
  title: "Created machine and connected machine differ",
  why: "The agent connects to the machine of this subscription, resource group, name and vmId. If any of them differs from the creation, the machine does not exist.",
  fix: "Use the same variables for the machine's id, the relay and the connection, and generate the vmId once.",
  bad: enrollment(idOf("edgevm1"), ...steps, connect(undefined, { "--resource-name": "edgevm2" })),
  good: enrollment(idOf("edgevm1"), ...steps, connect(undefined, { "--resource-name": "edgevm1" })),
  *check({ steps: found }) {
    yield* differentNames(found);
    yield* differentVmIds(found);
  },
};

const parts = [
  ["subscription", say`subscription`],
  ["resourceGroup", say`resource group`],
  ["name", say`name`],
] as const;

function* differentNames(found: EnrollmentSteps): Generator<Report> {
  const created = found.machines[0] && machineOf(found.machines[0].command);
  if (created === undefined) return;
  for (const { command } of [...found.relays, ...found.connects]) {
    const used = machineOf(command);
    if (used === undefined) continue;
    for (const [part, label] of parts) {
      const [made, now] = [created[part], used[part]];
      if (made === undefined || now === undefined || !differ(made.value, now.value)) continue;
      yield report(
        made,
        now,
        say`The machine is created with the ${label} ${written(made.value)}.`,
        say`The machine is created with it here.`,
      );
    }
  }
}

function* differentVmIds(found: EnrollmentSteps): Generator<Report> {
  const body = found.machines[0] && machineBody(found.machines[0].command);
  const made = body && bodyField(body, "vmId");
  if (made === undefined) return;
  for (const { command } of found.connects) {
    const use = option(command, ["--vmid"]);
    if (use.kind !== "given" || !differ(made.value, use.value)) continue;
    yield report(
      made,
      { value: use.value, span: use.valueSpan },
      say`The machine is created with another vmId.`,
      say`The machine's vmId.`,
    );
  }
}

function report(made: Field, now: Field, message: string, note: string): Report {
  return {
    span: now.span,
    message,
    related: [{ span: made.span, message: note }],
  };
}

/** Certain texts that differ, or two random ids made separately. */
function differ(left: Value, right: Value): boolean {
  const comparison = compareValues(left, right);
  if (comparison !== "unknown") return comparison === "different";
  return isRandom(left) && isRandom(right);
}

function isRandom(value: Value): boolean {
  const [piece, ...more] = value;
  return (
    piece?.kind === "unknown" &&
    more.length === 0 &&
    (piece.program === "uuidgen" || piece.written.includes("random/uuid"))
  );
}
