import { gunzipSync } from "node:zlib";
import { isObject, textAt, type JsonObject } from "../state/json";
import type { EnrollmentPlan } from "./guests";

/**
 * The contract with the enrollment's script: one line of it says which enrollment it is,
 *
 *     # nexus-arc: enrollment {"version":1,"tenantId":…,"subscriptionId":…,"resourceGroup":…,"location":…,
 *                              "arcMachineName":…,"identity":"system"|"user","userAssignedIdentityId":…,
 *                              "creator":"vm"|"workstation","flavour":"az"|"curl","arcVmId"?:…}
 *
 * and the script really connects (`azcmagent connect existing`). The line may stand in a plain script, in a
 * cloud-config, or in a MIME part, indented or base64-encoded (gzip or not).
 */
const marker = /# nexus-arc: enrollment (\{.*\})\s*$/m;
const proxyAddress = "169.254.0.11:3128";

/** The enrollment in a VM's user data (base64, as Resource Manager takes it); undefined when it has none. Never throws. */
export function readPlan(userData: string | undefined): EnrollmentPlan | undefined {
  if (userData === undefined || userData === "") return undefined;
  for (const text of textsIn(Buffer.from(userData, "base64"), 0)) {
    const plan = planIn(text);
    if (plan !== undefined) return plan;
  }
  return undefined;
}

/** The document itself, and whatever in it is encoded once more. */
function* textsIn(data: Buffer, depth: number): Generator<string> {
  const text = unzip(data).toString("utf8");
  yield text;
  if (depth >= 2) return;
  const wrapped = text.matchAll(/(?:[A-Za-z0-9+/]{40,}[ \t]*\r?\n?[ \t]*)*[A-Za-z0-9+/]{40,}={0,2}/g);
  for (const [found] of wrapped) yield* textsIn(Buffer.from(found.replace(/\s/g, ""), "base64"), depth + 1);
}

function unzip(data: Buffer): Buffer {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: 16 * 1024 * 1024 });
  } catch {
    return data;
  }
}

function planIn(text: string): EnrollmentPlan | undefined {
  const line = marker.exec(text)?.[1];
  if (line === undefined || !/azcmagent\b[\s\S]*\bconnect\s+existing/.test(text)) return undefined;
  const values = parse(line);
  if (values === undefined) return undefined;
  const names = ["tenantId", "subscriptionId", "resourceGroup", "location", "arcMachineName"] as const;
  const [tenantId, subscriptionId, resourceGroup, location, arcMachineName] = names.map(
    (name) => textAt(values, name) ?? "",
  );
  if (!tenantId || !subscriptionId || !resourceGroup || !location || !arcMachineName) return undefined;
  const identity = textAt(values, "userAssignedIdentityId");
  const arcVmId = textAt(values, "arcVmId");
  return {
    tenantId,
    subscriptionId,
    resourceGroup,
    location,
    arcMachineName,
    ...(arcVmId !== undefined && { arcVmId }),
    ...(textAt(values, "identity") === "user" &&
      identity !== undefined && { userAssignedIdentityId: identity }),
    creator: textAt(values, "creator") === "workstation" ? "workstation" : "vm",
    flavour: textAt(values, "flavour") === "curl" ? "curl" : "az",
    usesProxy: text.includes(proxyAddress),
  };
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
