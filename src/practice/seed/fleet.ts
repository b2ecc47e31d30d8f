import type { Identity } from "../authorization/token";
import type { World } from "../state/world";
import { addArcMachine, addVirtualMachine } from "./resourceFactories";
import { addSubscription, grant } from "./baseline";
import { addSite, type Site } from "./site";

const functions = ["amf", "smf", "upf", "nrf", "ausf", "udm", "pcf", "nssf"];
const places = ["london", "leeds", "bristol", "york", "derby", "luton"];

/** Many VMs, each with an Arc machine but for one in eight; most Connected. */
export function plantFleet(
  world: World,
  user: Identity,
  subscriptions: number,
  virtualMachines: number,
): void {
  const sites: Site[] = [];
  for (let index = 0; index < subscriptions; index++) {
    const id = `11111111-aaaa-4bbb-8ccc-${String(index + 1).padStart(12, "0")}`;
    addSubscription(world, {
      id,
      name: `Site ${String(index + 1).padStart(3, "0")} (practice)`,
      tenantId: user.tenantId,
    });
    grant(world, {
      principalId: user.objectId,
      principalType: "User",
      role: "Owner",
      scope: `/subscriptions/${id}`,
    });
    const place = places[index % places.length] ?? "london";
    sites.push(
      addSite(world, {
        subscription: id,
        tenantId: user.tenantId,
        group: `rg-${place}-${String(index + 1).padStart(3, "0")}`,
      }),
    );
  }
  for (let index = 0; index < virtualMachines; index++) {
    const site = sites[index % sites.length];
    if (site !== undefined) plantOne(world, site, index);
  }
}

function plantOne(world: World, site: Site, index: number): void {
  const name = `${functions[index % functions.length] ?? "amf"}${String(index + 1).padStart(5, "0")}`;
  const off = index % 17 === 0;
  const machine = addVirtualMachine(world, site, {
    name,
    ...(off && {
      state: {
        powerState: "Off",
        detailedStatus: "Stopped",
        detailedStatusMessage: "Stopped - virtual machine is stopped.",
      },
    }),
  });
  if (index % 8 === 7) return;
  const status = off
    ? "Disconnected"
    : index % 23 === 0
      ? "AwaitingConnection"
      : index % 101 === 0
        ? "Expired"
        : "Connected";
  addArcMachine(world, site, { name, status, of: machine });
}
