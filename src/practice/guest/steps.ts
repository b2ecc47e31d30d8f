import { shapedPublicKey } from "../arc/agent";
import type { Answer } from "../engine/call";
import type { EnrollmentPlan, Guest, GuestStep } from "./guests";
import { textAt } from "../state/json";
import type { Identity } from "../authorization/token";
import type { World } from "../state/world";
import { connectMachine } from "./connect";
import { imdsIdentity } from "./imds";
import { blockedHost, hostsOf } from "./reach";

/** What comes of one look at a step. Times in Azure's seconds. */
export type StepResult =
  | {
      readonly kind: "done";
      readonly note?: string;
      readonly change?: Partial<Guest>;
      readonly stop?: "waiting" | "connected";
    }
  | {
      readonly kind: "again";
      readonly after: number;
      readonly why: Failure;
      readonly change?: Partial<Guest>;
    }
  | { readonly kind: "failed"; readonly why: Failure };

export interface Failure {
  readonly code: string;
  readonly cause: string;
  readonly next: string;
}

interface Inside {
  readonly world: World;
  readonly guest: Guest;
  readonly plan: EnrollmentPlan;
}

/** Azure's seconds that a step takes before its outcome is known. */
export const stepSeconds: Readonly<Record<GuestStep, number>> = {
  4: 60,
  5: 1,
  6: 4,
  7: 4,
  8: 3,
  9: 40,
  10: 25,
};

export function tryStep(world: World, guest: Guest, plan: EnrollmentPlan, step: GuestStep): StepResult {
  return steps[step]({ world, guest, plan });
}

const steps: Readonly<Record<GuestStep, (inside: Inside) => StepResult>> = {
  4: (inside) =>
    inside.plan.flavour === "curl"
      ? { kind: "done", note: "not needed: plain curl" }
      : download(inside, hostsOf.azureCli, "Azure CLI"),
  5: ({ plan }) =>
    plan.usesProxy
      ? { kind: "done", note: "http://169.254.0.11:3128" }
      : { kind: "done", note: "no proxy was set" },
  6: signIn,
  7: createMachine,
  8: assignRelay,
  9: (inside) => download(inside, hostsOf.agent, "azcmagent"),
  10: connect,
};

function download(inside: Inside, hosts: readonly string[], what: string): StepResult {
  return reach(inside, hosts) ?? { kind: "done", note: what };
}

/** Nothing leaves the VM but through the proxy of its cloud services network, and the proxy lets only listed hosts out. */
function reach({ world, guest, plan }: Inside, hosts: readonly string[]): StepResult | undefined {
  if (!plan.usesProxy)
    return failed(
      "proxy",
      "no proxy is set, and nothing leaves the VM without one",
      "Set HTTPS_PROXY to http://169.254.0.11:3128 before the first download.",
    );
  const blocked = blockedHost(world, guest.virtualMachine, hosts);
  if (blocked === undefined) return undefined;
  return failed(
    "egress",
    `the cloud services network does not let ${blocked}:443 out`,
    `Add ${blocked} to the network's egress endpoints, or switch its default endpoints on.`,
  );
}

function identityOf({ world, guest, plan }: Inside): Identity | undefined {
  const found = imdsIdentity(world, {
    virtualMachineId: guest.virtualMachine,
    resource: "https://management.azure.com/",
    ...(plan.userAssignedIdentityId !== undefined && { resourceId: plan.userAssignedIdentityId }),
  });
  return found.ok &&
    (plan.userAssignedIdentityId !== undefined ||
      textAt(guest.createdWith, "principalId") === found.principal.objectId)
    ? { ...found.principal, tenantId: plan.tenantId }
    : undefined;
}

function signIn(inside: Inside): StepResult {
  if (identityOf(inside) === undefined)
    return failed(
      "identity",
      inside.guest.createdWith === null
        ? "the VM was created without a managed identity"
        : "the VM was not created with the identity that the script signs in with",
      "Create the VM again with the identity: one that is attached later does not reach the VM.",
    );
  return reach(inside, hostsOf.signIn) ?? { kind: "done" };
}

function createMachine(inside: Inside): StepResult {
  const { world, guest, plan } = inside;
  if (plan.creator === "workstation") return { kind: "done", note: "done from the workstation" };
  const blocked = reach(inside, hostsOf.resourceManager);
  if (blocked !== undefined) return blocked;
  const onboarding = guest.onboarding ?? {
    vmId: plan.arcVmId ?? world.random.guid(),
    publicKey: shapedPublicKey(world.random),
  };
  const answer = send(inside, "PUT", machineId(plan), "2025-02-19-preview", {
    location: plan.location,
    identity: { type: "SystemAssigned" },
    properties: { osType: "linux", clientPublicKey: onboarding.publicKey, vmId: onboarding.vmId },
  });
  return judge(answer, "create the Arc machine", { onboarding }) ?? { kind: "done", change: { onboarding } };
}

function assignRelay(inside: Inside): StepResult {
  const { guest, plan } = inside;
  if (plan.creator === "workstation") return { kind: "done", note: "done from the workstation" };
  if (guest.relayOperation !== undefined) return watchRelay(inside, guest.relayOperation);
  const answer = send(inside, "POST", `${guest.virtualMachine}/assignRelay`, "2025-09-01", {
    machineId: machineId(plan),
    relayType: "Platform",
  });
  const trouble = judge(answer, "assign the relay", {});
  if (trouble !== undefined) return trouble;
  const relayOperation = answer === "reset" ? undefined : answer.headers?.["azure-asyncoperation"];
  return {
    kind: "again",
    after: 5,
    why: unfinished,
    ...(relayOperation !== undefined && { change: { relayOperation } }),
  };
}

const unfinished: Failure = {
  code: "timeout",
  cause: "the relay assignment did not end",
  next: "Look at the operation in Azure, then run the script again.",
};

function watchRelay(inside: Inside, url: string): StepResult {
  const { pathname, searchParams } = new URL(url);
  const answer = send(
    inside,
    "GET",
    decodeURIComponent(pathname),
    searchParams.get("api-version") ?? "",
    undefined,
  );
  const trouble = judge(answer, "watch the relay assignment", {});
  if (trouble !== undefined || answer === "reset")
    return trouble ?? { kind: "again", after: 5, why: unfinished };
  const status = textAt(answer.body, "status");
  if (status === "Succeeded") return { kind: "done" };
  if (status !== "Failed" && status !== "Canceled") return { kind: "again", after: 5, why: unfinished };
  return failed(
    "relay",
    `Azure could not assign the relay: ${textAt(answer.body, "error", "message") ?? status}`,
    "Assign it again, or ask Azure support with the operation's id.",
  );
}

function connect(inside: Inside): StepResult {
  const { world, guest, plan } = inside;
  if (plan.creator === "workstation") return { kind: "done", stop: "waiting" };
  const blocked = reach(inside, hostsOf.arc);
  if (blocked !== undefined) return blocked;
  const machine = world.store.get(machineId(plan));
  if (machine === undefined)
    return failed(
      "AZCM0062",
      "the Arc machine's resource is gone",
      "Run the script again: it makes the resource again.",
    );
  connectMachine(world, machine, world.store.get(guest.virtualMachine));
  return { kind: "done", stop: "connected" };
}

function machineId(plan: EnrollmentPlan): string {
  return `/subscriptions/${plan.subscriptionId}/resourceGroups/${plan.resourceGroup}/providers/Microsoft.HybridCompute/machines/${plan.arcMachineName}`;
}

type Sent = Answer | "reset";

function send(
  inside: Inside,
  method: string,
  path: string,
  apiVersion: string,
  body: Parameters<World["ask"]>[0]["body"],
): Sent {
  const identity = identityOf(inside);
  if (identity === undefined) return { status: 401 };
  return inside.world.ask({ identity, method, path: `${path}?api-version=${apiVersion}`, body });
}

/** Undefined when the request went well. What passes by itself is retried: throttling, server errors, roles in progress. */
function judge(answer: Sent, what: string, change: Partial<Guest>): StepResult | undefined {
  if (answer === "reset")
    return { kind: "again", after: 10, why: trouble("network", what, "the connection was reset"), change };
  if (answer.status < 300) return undefined;
  const code = textAt(answer.body, "error", "code") ?? String(answer.status);
  const why = trouble(code, what, textAt(answer.body, "error", "message") ?? `HTTP ${String(answer.status)}`);
  if (answer.status === 403) return { kind: "again", after: 30, why, change };
  // As the script does, which waits longer than it is asked to when many VMs with one identity ask at once.
  if (answer.status === 429 || answer.status >= 500)
    return {
      kind: "again",
      after: Math.max(10, Number(answer.headers?.["retry-after"] ?? 10)),
      why,
      change,
    };
  return { kind: "failed", why };
}

function trouble(code: string, what: string, message: string): Failure {
  return {
    code,
    cause: `could not ${what}: ${message}`,
    next:
      code === "AuthorizationFailed"
        ? "Give the identity the roles of step 2, then run the script again."
        : "Correct the cause, then run the script again.",
  };
}

function failed(code: string, cause: string, next: string): StepResult {
  return { kind: "failed", why: { code, cause, next } };
}
