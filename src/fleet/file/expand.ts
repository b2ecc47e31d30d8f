import { say } from "../../l10n/sentence";
import { readBoolean, readObjects, readString, readStringMap, type Json } from "../../arm/decode";
import { judge, readTarget, type EnrollmentTarget, type TargetInput } from "../../enrollment/target/target";
import {
  credentialProblems,
  virtualMachineProblems,
  type InputProblem,
} from "../../enrollment/target/virtualMachineInput";
import { ipv4After, registryOf, vmInputOf } from "./vmInput";
import { passwordVariablePattern } from "./fields";
import { fleetVm, type FleetVm } from "../fleet";
import { expandName } from "./nameRange";
import type { Findings } from "./sourceLocation";
import { placeOf, type ValidatedValue } from "./validatedValue";

/** What all entries of a file share. */
export interface Common {
  readonly tenantId: string;
  readonly cloud: string;
  readonly defaults: ValidatedValue;
}

/**
 * The VMs of one entry. Every VM of a range has the same choices but its name and its addresses, so they are judged once.
 * `room`: how many more VMs the fleet may have. Empty where something is wrong.
 */
export function expandEntry(
  entry: ValidatedValue,
  common: Common,
  remaining: number,
  findings: Findings,
): readonly FleetVm[] {
  const { defaults } = common;
  const text = readString(entry.value["vmName"]);
  if (text === undefined) {
    findings.error("fleet/missing", entry.place, say`vmName is missing.`, "vmName");
    return [];
  }
  const namePlace = placeOf("vmName", entry);
  const range = expandName(text, remaining);
  if (!range.ok) {
    findings.error("fleet/range", namePlace, range.problem, "vmName");
    return [];
  }
  const [first = ""] = range.names;
  const value = merged(defaults.value, entry.value);
  const base = targetOf(value, common, first, entry, findings);
  const good = judgeChoices(value, range.names.length, entry, defaults, findings);
  if (base === undefined || !good) return [];
  const registry = registryOf(value);
  const more = {
    userData: value["userData"] === "none" ? "none" : "enroll",
    compress: readBoolean(value["compress"]) ?? false,
    place: namePlace,
    ...(registry !== undefined && { registry }),
  } as const;
  return range.names.flatMap((vmName, index) => {
    const target = index === 0 ? base : rename(base, vmName, value, entry, findings);
    return target === undefined ? [] : [fleetVm(target, vmInputOf(value, index), more)];
  });
}

/** An entry's own values over those of `defaults`; tags of both. */
function merged(defaults: Json, own: Json): Json {
  const tags = { ...readStringMap(defaults["tags"]), ...readStringMap(own["tags"]) };
  return { ...defaults, ...own, ...(Object.keys(tags).length > 0 && { tags }) };
}

function arcNameOf(value: Json, vmName: string): string {
  return (readString(value["arcMachineName"]) ?? vmName).replaceAll("{vmName}", vmName);
}

function targetOf(
  value: Json,
  { tenantId, cloud, defaults }: Common,
  vmName: string,
  entry: ValidatedValue,
  findings: Findings,
): EnrollmentTarget | undefined {
  const input: TargetInput = {
    cloud,
    tenantId,
    vmName,
    arcMachineName: arcNameOf(value, vmName),
    flavour: readString(value["flavour"]) ?? "curl",
    creator: "vm",
    ...texts(value, ["subscriptionId", "resourceGroup", "location", "identity", "userAssignedIdentityId"]),
  };
  const reading = readTarget(input);
  if (reading.ok) return reading.target;
  for (const { name, message } of reading.problems) {
    const missing = input[name] === undefined;
    if (missing && isWritten(name, entry, defaults)) continue;
    const place = missing ? entry.place : placeOf(name === "tenantId" ? "" : name, entry, defaults);
    findings.error(missing ? "fleet/missing" : "fleet/value", place, message, name);
  }
  return undefined;
}

/** Whether a key stands there, though with a value that was refused already: then it is not missing. */
function isWritten(name: string, ...sources: readonly ValidatedValue[]): boolean {
  return sources.some(({ places }) => places.has(name));
}

function texts<Name extends string>(value: Json, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = readString(value[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function rename(
  base: EnrollmentTarget,
  vmName: string,
  value: Json,
  entry: ValidatedValue,
  findings: Findings,
): EnrollmentTarget | undefined {
  const arcMachineName = arcNameOf(value, vmName);
  const problem = judge("vmName", vmName) ?? judge("arcMachineName", arcMachineName);
  if (problem === undefined) return { ...base, vmName, arcMachineName };
  findings.error("fleet/value", placeOf("vmName", entry), problem, "vmName");
  return undefined;
}

const volumeId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]{1,90}\/providers\/Microsoft\.NetworkCloud\/volumes\/[^/?#]+$/i;

function vmProblems(value: Json): readonly InputProblem[] {
  const input = vmInputOf(value, 0);
  const volumes = (input.volumeAttachments ?? []).flatMap((id, index) =>
    volumeId.test(id)
      ? []
      : [
          {
            path: `volumes[${index}]`,
            message: say`It must be the resource ID of a volume (Microsoft.NetworkCloud/volumes).`,
          },
        ],
  );
  return [...virtualMachineProblems(input), ...volumes, ...registryProblems(value)];
}

function registryProblems(value: Json): readonly InputProblem[] {
  const registry = registryOf(value);
  if (registry === undefined) return [];
  const { url, username, passwordVariable } = registry;
  const wrong = credentialProblems({
    vmImageCredentials: { registryUrl: url, username, password: "" },
  }).map(({ path, message }) => ({
    path: path.endsWith("registryUrl") ? "registry.url" : "registry.username",
    message,
  }));
  if (passwordVariablePattern.test(passwordVariable)) return wrong;
  const message = say`It must be the name of an environment variable, such as ACR_PASSWORD: uppercase letters, digits, and '_'. Do not put the password in the file.`;
  return [...wrong, { path: "registry.passwordVariable", message }];
}

function judgeChoices(
  value: Json,
  count: number,
  entry: ValidatedValue,
  defaults: ValidatedValue,
  findings: Findings,
): boolean {
  let good = true;
  const report = (
    rule: "fleet/vm" | "fleet/missing" | "fleet/range",
    path: string,
    message: string,
  ): void => {
    good = false;
    const own = path.replaceAll(/\[(\d+)\]/g, ".$1");
    const [top = ""] = own.split(".");
    if (value[top] === undefined && isWritten(top, entry, defaults)) return;
    const place = value[top] === undefined ? entry.place : placeOf(own, entry, defaults);
    findings.error(rule, place, message, own);
  };
  for (const { path: named, message } of vmProblems(value)) {
    const path = named.replace(/^volumeAttachments/, "volumes");
    const [top = ""] = path.split(/[.[]/);
    report(
      value[top] === undefined ? "fleet/missing" : "fleet/vm",
      path,
      value[top] === undefined ? say`${top} is missing. ${message}` : message,
    );
  }
  for (const [index, network] of readObjects(value["networks"]).entries()) {
    const from = readString(network["ipv4From"]);
    if (from === undefined) continue;
    const path = `networks[${index}].ipv4From`;
    if (network["ipv4Address"] !== undefined)
      report("fleet/range", path, say`Specify ipv4From or ipv4Address, not both.`);
    else if (ipv4After(from, count - 1) === undefined)
      report(
        "fleet/range",
        path,
        say`From ${JSON.stringify(from.slice(0, 40))} there are no ${count} IPv4 addresses.`,
      );
  }
  return good;
}
