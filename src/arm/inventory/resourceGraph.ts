import type { ArmClient, ArmRequest, ArmResponse } from "../client";
import type { Clock } from "../clock";
import { readArray, readNumber, readObject, readString } from "../decode";
import { quotaResetMs } from "../http/retryAfter";
import { apiVersions } from "../versions";

/** Resource Graph's limits (learn.microsoft.com, "Working with large Azure resource data sets"). */
export const graphLimits = { subscriptionsPerRequest: 1000, rowsPerPage: 1000 } as const;

export const graphTypes = {
  virtualMachine: "microsoft.networkcloud/virtualmachines",
  machine: "microsoft.hybridcompute/machines",
} as const;

/** Columns that are read from `properties`. User data is not among them: it never travels for a list. */
const propertyColumns = [
  "powerState",
  "provisioningState",
  "detailedStatus",
  "detailedStatusMessage",
  "clusterId",
  "status",
  "lastStatusChange",
  "agentVersion",
  "osName",
  "osType",
  "vmId",
  "machineFqdn",
] as const;

/** Both resource types in one query. `id` must be among the columns, and the order fixed, or no skip token comes back. */
export const inventoryQuery = [
  "resources",
  `where type in~ ('${graphTypes.virtualMachine}', '${graphTypes.machine}')`,
  `project ${[
    ...["id", "name", "type", "location", "subscriptionId", "resourceGroup", "identity", "extendedLocation"],
    ...propertyColumns.map((column) => `${column} = properties.${column}`),
    "computerName = properties.osProfile.computerName",
  ].join(", ")}`,
  "order by id asc",
].join(" | ");

/** One page of a query. */
function graphRequest(query: string, subscriptions: readonly string[], skipToken?: string): ArmRequest {
  return {
    method: "POST",
    path: "/providers/Microsoft.ResourceGraph/resources",
    apiVersion: apiVersions.resourceGraph,
    readOnly: true,
    body: {
      subscriptions,
      query,
      options: {
        resultFormat: "objectArray",
        $top: graphLimits.rowsPerPage,
        ...(skipToken !== undefined && { $skipToken: skipToken }),
      },
    },
  };
}

interface GraphPage {
  readonly rows: readonly unknown[];
  readonly skipToken: string | undefined;
  /** Resource Graph left rows out and gave no way to fetch them. */
  readonly truncated: boolean;
}

function decodePage(response: ArmResponse): GraphPage {
  const body = readObject(response.body);
  const skipToken = readString(body["$skipToken"]) ?? readString(body["skipToken"]);
  return {
    rows: readArray(body["data"]),
    skipToken: skipToken === "" ? undefined : skipToken,
    truncated: readString(body["resultTruncated"]) === "true" && skipToken === undefined,
  };
}

/** Milliseconds to wait before the next query, from the quota headers of an answer; 0 while quota is left. */
function quotaWait(headers: Readonly<Record<string, string>>): number {
  const remaining = readNumber(headers["x-ms-user-quota-remaining"]);
  return remaining === undefined || remaining > 0 ? 0 : (quotaResetMs(headers) ?? 0);
}

/** The rows of a query were cut off without a skip token. */
export class TruncatedGraphError extends Error {
  override readonly name = "TruncatedGraphError";
}

/** Keeps the queries that share a user's quota from overrunning it. */
export interface QuotaGate {
  wait(signal: AbortSignal | undefined): Promise<void>;
  learn(headers: Readonly<Record<string, string>>): void;
}

export function createQuotaGate(clock: Clock): QuotaGate {
  let openAt = 0;
  return {
    async wait(signal) {
      const milliseconds = openAt - clock.now();
      if (milliseconds > 0) await clock.sleep(milliseconds, signal);
    },
    learn(headers) {
      openAt = Math.max(openAt, clock.now() + quotaWait(headers));
    },
  };
}

/**
 * The pages of a query over at most 1,000 subscriptions. Throws `ArmError`, or `TruncatedGraphError` after the rows
 * that did come.
 */
export async function* graphPages(
  client: ArmClient,
  query: string,
  subscriptions: readonly string[],
  gate: QuotaGate,
  signal?: AbortSignal,
): AsyncGenerator<readonly unknown[], void, undefined> {
  let skipToken: string | undefined;
  do {
    await gate.wait(signal);
    const request = graphRequest(query, subscriptions, skipToken);
    const response = await client.send(signal === undefined ? request : { ...request, signal });
    gate.learn(response.headers);
    const page = decodePage(response);
    yield page.rows;
    if (page.truncated) throw new TruncatedGraphError("Resource Graph omitted rows from its response.");
    skipToken = page.skipToken === skipToken ? undefined : page.skipToken;
  } while (skipToken !== undefined);
}
