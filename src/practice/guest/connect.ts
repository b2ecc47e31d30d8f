import { createPrivateKey, createPublicKey } from "node:crypto";
import { agentReport } from "../arc/agent";
import { listAt, textAt } from "../state/json";
import type { Resource } from "../state/resource";
import { timestamp, type World } from "../state/world";
import { blockedHost, hostsOf } from "./reach";

/** What `azcmagent connect existing` is given on the VM. */
export interface ConnectInput {
  /** ARM ID of the Arc machine. */
  readonly machineId: string;
  readonly vmId: string;
  /** base64 of the PKCS#1 DER private key. Used for the check and kept nowhere. */
  readonly privateKey: string;
  /** The VM that the command runs on; found through the relay or by its name when absent. */
  readonly virtualMachineId?: string;
}

/** How the agent's command ends. `code` is the agent's own (AZCM…). */
export type ConnectOutcome =
  | { readonly outcome: "connected"; readonly machineId: string }
  | { readonly outcome: "refused"; readonly code: string; readonly message: string };

/** Plays `azcmagent connect existing`: the key must belong to the machine's, and the ids must agree. */
export function connectExisting(world: World, input: ConnectInput): ConnectOutcome {
  const publicKey = publicHalf(input.privateKey);
  if (publicKey === undefined)
    return refused(
      "AZCM0103",
      "The private key could not be read: asn1: structure error. It must be the base64 of a PKCS#1 DER key on one line.",
    );
  const machine = world.store.get(input.machineId);
  if (machine === undefined)
    return refused("AZCM0062", `The machine resource ${input.machineId} does not exist. Create it first.`);
  const virtualMachine = virtualMachineOf(world, machine, input.virtualMachineId);
  const trouble = troubleWith(world, virtualMachine);
  if (trouble !== undefined) return trouble;
  const { vmId, clientPublicKey } = {
    vmId: textAt(machine.properties, "vmId"),
    clientPublicKey: textAt(machine.properties, "clientPublicKey"),
  };
  if (vmId?.toLowerCase() !== input.vmId.toLowerCase())
    return refused("AZCM0062", "The vmId is not the one that the machine resource was created with.");
  if (clientPublicKey !== publicKey)
    return refused(
      "AZCM0062",
      "The private key does not belong to the public key that the machine resource was created with.",
    );
  if (textAt(machine.properties, "status") === "Connected")
    return refused("AZCM0067", "The machine is already connected.");
  connectMachine(world, machine, virtualMachine);
  if (virtualMachine !== undefined) endWaiting(world, virtualMachine.id);
  return { outcome: "connected", machineId: machine.id };
}

/** A script on the VM that waited for the key has reached its end. */
function endWaiting(world: World, virtualMachine: string): void {
  const guest = world.guests.get(virtualMachine);
  if (guest?.stage !== "waiting") return;
  const reports = { ...guest.reports, 10: { state: "done" as const, at: world.now() } };
  world.guests.put({ ...guest, stage: "connected", reports });
}

function troubleWith(world: World, virtualMachine: Resource | undefined): ConnectOutcome | undefined {
  if (virtualMachine === undefined) return undefined;
  if (textAt(virtualMachine.properties, "powerState") !== "On")
    return refused("AZCM0101", `The virtual machine ${virtualMachine.name} is not running.`);
  const blocked = blockedHost(world, virtualMachine.id, hostsOf.arc);
  return blocked === undefined
    ? undefined
    : refused("AZCM0026", `${blocked} cannot be reached: the cloud services network does not let it out.`);
}

/** The machine's agent reports for the first time, or again. */
export function connectMachine(world: World, machine: Resource, virtualMachine: Resource | undefined): void {
  const network = listAt(virtualMachine?.properties, "networkAttachments")[0];
  const properties = virtualMachine?.properties ?? {};
  const cores = properties["cpuCores"];
  const memory = properties["memorySizeGB"];
  world.store.put({
    ...machine,
    properties: {
      ...machine.properties,
      ...agentReport({
        name: virtualMachine?.name ?? machine.name,
        vmUuid: world.random.guid(),
        address: textAt(network, "ipv4Address") ?? "10.4.8.8",
        cores: typeof cores === "number" ? cores : 2,
        memoryGB: typeof memory === "number" ? memory : 4,
        changedAt: world.now(),
      }),
    },
    systemData: { ...machine.systemData, lastModifiedAt: timestamp(world.now()) },
    hidden: { ...machine.hidden, ...(virtualMachine !== undefined && { virtualMachine: virtualMachine.id }) },
  });
  if (virtualMachine !== undefined)
    world.store.put({ ...virtualMachine, hidden: { ...virtualMachine.hidden, arcMachine: machine.id } });
}

/** The VM by its id, by the machine's relay, or by the same name in the same group. */
function virtualMachineOf(world: World, machine: Resource, named: string | undefined): Resource | undefined {
  const linked = named ?? textAt(machine.hidden, "virtualMachine");
  if (linked !== undefined) return world.store.get(linked);
  return world.store.get(
    machine.id.replace(/\/Microsoft\.HybridCompute\/machines\//i, "/Microsoft.NetworkCloud/virtualMachines/"),
  );
}

/** The public key as base64 of PKCS#1 DER; undefined when the agent could not read the private one. */
function publicHalf(privateKey: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(privateKey)) return undefined;
  const der = Buffer.from(privateKey, "base64");
  if (!isPkcs1(der)) return undefined;
  try {
    const key = createPrivateKey({ key: der, format: "der", type: "pkcs1" });
    return createPublicKey(key).export({ format: "der", type: "pkcs1" }).toString("base64");
  } catch {
    return undefined;
  }
}

/**
 * OpenSSL would take PKCS#8 as well; the agent does not. In PKCS#1 (RFC 8017, A.1.2) the modulus, an INTEGER, follows the
 * version; in PKCS#8 the algorithm, a SEQUENCE, does.
 */
function isPkcs1(der: Buffer): boolean {
  const version = der.indexOf(Buffer.from([0x02, 0x01, 0x00]));
  return der[0] === 0x30 && version >= 2 && version <= 4 && der[version + 3] === 0x02;
}

function refused(code: string, message: string): ConnectOutcome {
  return { outcome: "refused", code, message };
}
