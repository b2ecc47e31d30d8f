import type { ArmClient } from "../../arm/client";
import type { Clock } from "../../arm/clock";
import { readObject, readString } from "../../arm/decode";
import { createQuotaGate, graphLimits, graphPages } from "../../arm/inventory/resourceGraph";
import { fleetTags } from "../fleet";

/** A VM that carries a fleet's tag, whether or not its file is here. */
export interface TaggedVm {
  readonly fleet: string;
  readonly id: string;
  readonly name: string;
  readonly provisioningState: string;
}

const query = [
  "resources",
  "where type =~ 'microsoft.networkcloud/virtualmachines'",
  `where isnotempty(tags['${fleetTags.fleet}'])`,
  `project id, name, fleet = tags['${fleetTags.fleet}'], provisioningState = properties.provisioningState`,
  "order by id asc",
].join(" | ");

/** Every VM with a fleet's tag in these subscriptions, in one query of pages of 1,000. Throws `ArmError`. */
export async function findTaggedVms(
  client: ArmClient,
  subscriptions: readonly string[],
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal },
): Promise<readonly TaggedVm[]> {
  const gate = createQuotaGate(clock);
  const vms: TaggedVm[] = [];
  for (let start = 0; start < subscriptions.length; start += graphLimits.subscriptionsPerRequest) {
    const part = subscriptions.slice(start, start + graphLimits.subscriptionsPerRequest);
    for await (const page of graphPages(client, query, part, gate, signal)) {
      for (const item of page) {
        const row = readObject(item);
        vms.push({
          fleet: readString(row["fleet"]) ?? "",
          id: readString(row["id"]) ?? "",
          name: readString(row["name"]) ?? "",
          provisioningState: readString(row["provisioningState"]) ?? "",
        });
      }
    }
  }
  return vms;
}
