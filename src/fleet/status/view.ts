import type { ArmClient } from "../../arm/client";
import type { Clock } from "../../arm/clock";
import {
  readArray,
  readObject,
  readObjects,
  readString,
  readStringMap,
  readStrings,
  type Json,
} from "../../arm/decode";
import { findRoleDefinition } from "../../arm/resources/authorization/authorization";
import { roleKey } from "../../arm/resources/authorization/permissions";
import { createQuotaGate, graphLimits, graphPages } from "../../arm/inventory/resourceGraph";
import { resourceKey } from "../../arm/resources/resourceId";
import { enrollmentRoles } from "../../enrollment/roles/roles";
import { fleetTags, groupOf, type Fleet } from "../fleet";
import { comparedProperties, groundQuery, machinesQuery, rolesQuery } from "./queries";
import { fleetRelayRole, roleWork, type RoleGuids } from "../plan/roleWork";
import type { Standing } from "../template/writeDeployments";

/** A VM as Resource Graph shows it. */
export interface VmRow {
  readonly id: string;
  readonly name: string;
  /** As a GET would show it, with the properties that are compared. */
  readonly resource: Json;
  readonly fleet: string | undefined;
  readonly provisioningState: string | undefined;
  readonly detailedStatus: string | undefined;
  readonly detailedStatusMessage: string | undefined;
  readonly powerState: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

export interface MachineRow {
  readonly id: string;
  readonly status: string | undefined;
  readonly lastStatusChange: string | undefined;
}

/** What Azure shows of a fleet at one time. Keys are `resourceKey`s. */
export interface FleetView {
  /** ISO 8601. */
  readonly at: string;
  readonly vms: ReadonlyMap<string, VmRow>;
  readonly machines: ReadonlyMap<string, MachineRow>;
  /** Networks, custom locations and identities that are there. */
  readonly present: ReadonlySet<string>;
  /** Hosts that each cloud services network allow, as it spells them. */
  readonly egress: ReadonlyMap<string, readonly string[]>;
  readonly standing: Standing;
}

export interface ViewOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Looks at a whole fleet in a handful of requests. Throws `ArmError`. */
export async function viewFleet(
  client: ArmClient,
  fleet: Fleet,
  roleGuids: RoleGuids,
  { clock, signal }: ViewOptions,
): Promise<FleetView> {
  const at = new Date(clock.now()).toISOString();
  const subscriptions = subscriptionsOf(fleet);
  const gate = createQuotaGate(clock);
  const ask = async (query: string): Promise<readonly Json[]> => {
    const rows: Json[] = [];
    for (let start = 0; start < subscriptions.length; start += graphLimits.subscriptionsPerRequest) {
      const part = subscriptions.slice(start, start + graphLimits.subscriptionsPerRequest);
      for await (const page of graphPages(client, query, part, gate, signal))
        for (const row of page) rows.push(readObject(row));
    }
    return rows;
  };
  const machineRows = await ask(machinesQuery(fleet));
  const groundRows = await ask(groundQuery());
  const roleRows = await ask(rolesQuery(fleet));
  const isVm = (row: Json): boolean => /virtualmachines$/i.test(readString(row["type"]) ?? "");
  const identities = groundRows.filter((row) =>
    /userassignedidentities$/i.test(readString(row["type"]) ?? ""),
  );
  return {
    at,
    vms: byId(machineRows.filter(isVm), readVm),
    machines: byId(
      machineRows.filter((row) => !isVm(row)),
      readMachine,
    ),
    present: new Set(groundRows.map(idOf).map(resourceKey)),
    egress: byId(
      groundRows.filter((row) => /cloudservicesnetworks$/i.test(readString(row["type"]) ?? "")),
      readEgress,
    ),
    standing: standingOf(fleet, roleGuids, identities, roleRows),
  };
}

/** Subscriptions of the VMs and of all that they name. */
function subscriptionsOf(fleet: Fleet): readonly string[] {
  const ids = new Set<string>();
  for (const { target, input } of fleet.vms) {
    ids.add(target.subscriptionId.toLowerCase());
    const named = [
      target.identity === "user" ? target.userAssignedIdentityId : undefined,
      input.customLocation,
      input.cloudServicesNetworkId,
      ...(input.networks ?? []).map(({ networkId }) => networkId),
    ];
    for (const id of named) {
      const subscription = /^\/subscriptions\/([0-9a-f-]{36})\//i.exec(id ?? "")?.[1];
      if (subscription !== undefined) ids.add(subscription.toLowerCase());
    }
  }
  return [...ids];
}

function idOf(row: Json): string {
  return readString(row["id"]) ?? "";
}

function byId<Value>(rows: readonly Json[], read: (row: Json) => Value): ReadonlyMap<string, Value> {
  return new Map(rows.map((row) => [resourceKey(idOf(row)), read(row)]));
}

function readVm(row: Json): VmRow {
  const properties = Object.fromEntries(
    comparedProperties.flatMap((name) =>
      row[name] === undefined || row[name] === null ? [] : [[name, row[name]]],
    ),
  );
  const { location, tags, identity, extendedLocation } = row;
  return {
    id: idOf(row),
    name: readString(row["name"]) ?? "",
    resource: { location, tags, identity, extendedLocation, properties },
    fleet: readStringMap(row["tags"])[fleetTags.fleet],
    provisioningState: readString(row["provisioningState"]),
    detailedStatus: readString(row["detailedStatus"]),
    detailedStatusMessage: readString(row["detailedStatusMessage"]),
    powerState: readString(row["powerState"]),
    createdAt: readString(row["createdAt"]),
  };
}

function readMachine(row: Json): MachineRow {
  return {
    id: idOf(row),
    status: readString(row["status"]),
    lastStatusChange: readString(row["lastStatusChange"]),
  };
}

function readEgress(row: Json): readonly string[] {
  return readObjects(row["egress"])
    .flatMap((group) => readObjects(group["endpoints"]))
    .flatMap((endpoint) => readString(endpoint["domainName"]) ?? []);
}

/** Which identities and roles need no deployment: by our own names, and by what somebody else gave under another name. */
function standingOf(
  fleet: Fleet,
  roleGuids: RoleGuids,
  identities: readonly Json[],
  rows: readonly Json[],
): Standing {
  const principals = new Map(
    identities.map((row) => [resourceKey(idOf(row)), readString(row["principalId"])?.toLowerCase()]),
  );
  const given = new Set(
    rows.map((row) =>
      grantKey(
        readString(row["scope"]) ?? "",
        readString(row["principalId"]) ?? "",
        readString(row["roleDefinitionId"]) ?? "",
      ),
    ),
  );
  const names = new Set(rows.map((row) => readString(row["name"])?.toLowerCase() ?? ""));
  const shared = fleet.vms.filter(({ target }) => target.identity === "user");
  const roles = roleWork(fleet, shared, roleGuids)
    .filter(({ groupId, holderId, roleDefinitionId }) => {
      const principal = principals.get(resourceKey(holderId));
      return principal !== undefined && given.has(grantKey(groupId, principal, roleDefinitionId));
    })
    .map(({ name }) => name);
  const own = fleet.vms.filter(({ target }) => target.identity === "system");
  const ownRoles = roleWork(fleet, own, roleGuids).flatMap(({ name }) => (names.has(name) ? [name] : []));
  return {
    identities: new Set(principals.keys()),
    roles: new Set([...roles, ...ownRoles]),
    relayRole: relayRoleStands(fleet, rows),
  };
}

function grantKey(scope: string, principalId: string, roleDefinitionId: string): string {
  return `${resourceKey(scope)}|${principalId.toLowerCase()}|${roleKey(roleDefinitionId)}`;
}

function relayRoleStands(fleet: Fleet, rows: readonly Json[]): boolean {
  const { guid } = fleetRelayRole(fleet);
  const role = rows.find((row) => readString(row["name"])?.toLowerCase() === guid);
  const scopes = new Set(
    readStrings(readArray(role?.["assignableScopes"])).map((scope) => resourceKey(scope)),
  );
  return fleet.vms.every((vm) => scopes.has(resourceKey(groupOf(vm))));
}

/** GUIDs of Azure's own roles, found by name in this cloud. Throws `ArmError`. */
export async function findRoleGuids(
  client: ArmClient,
  fleet: Fleet,
  signal?: AbortSignal,
): Promise<RoleGuids> {
  const [first] = fleet.vms;
  if (first === undefined) return {};
  const scope = groupOf(first);
  const names = enrollmentRoles(fleet.relayRole).map(({ name }) => name);
  const found: [string, string][] = [];
  for (const name of names) {
    const role = await findRoleDefinition(client, scope, name, signal);
    if (role !== undefined) found.push([name, role.name]);
  }
  return Object.fromEntries(found);
}
