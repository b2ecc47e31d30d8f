import { say } from "../../l10n/sentence";
import type { AzureFacts } from "../azureFacts";
import { areas, severities, together, type Finding, type Judgement, type Severity } from "../finding";
import { judgeNames } from "../judge/names";
import { judgeNetwork } from "../judge/network";
import { judgeVersions } from "../judge/nexusVersions";
import { systemOfImage } from "../judge/operatingSystem";
import { judgeProviders, wantedProviders } from "../judge/providers";
import { judgeRights } from "../judge/rights";
import { machineNameOf, type PrerequisiteSubject } from "../subject";
import { judgeSystem } from "../judge/system";
import { judgeVirtualMachine } from "../judge/virtualMachine";

/** What blocks an enrollment, what does not, and what nobody can see from here. */
export interface PrerequisiteReport extends Judgement {
  /** ISO 8601: when Azure was asked. */
  readonly at: string;
  /** What was checked, as name and value. */
  readonly about: readonly (readonly [name: string, value: string])[];
}

/** Judges everything. Pure. Findings come by severity, and by area within it. */
export function checkPrerequisites(given: PrerequisiteSubject, facts: AzureFacts): PrerequisiteReport {
  const subject = withSystem(given, facts);
  const nexus = wantedProviders(subject.features).findIndex(
    ({ namespace }) => namespace === "Microsoft.NetworkCloud",
  );
  const all = together([
    judgeProviders(subject, facts.providers, facts.subscriptionRights),
    judgeRights(subject, facts.rights),
    judgeNetwork(subject, facts.network),
    judgeNames(subject, facts.vm, facts.machine),
    judgeVersions(subject, facts.cluster, facts.providers[nexus]),
    judgeSystem(subject.system),
    judgeVirtualMachine(subject, facts.vm, facts.machines),
  ]);
  return { at: facts.at, about: aboutOf(subject), ...all, findings: [...all.findings].sort(byWeight) };
}

/** The system is known from the user, else from the connected machine, else from the name of the VM's image. */
function withSystem(subject: PrerequisiteSubject, { vm, machine }: AzureFacts): PrerequisiteSubject {
  if (subject.system !== undefined) return subject;
  const image = vm.kind === "seen" ? vm.value.vmImage : undefined;
  const system = image === undefined ? undefined : systemOfImage(image);
  const windows = machine.kind === "seen" && machine.value.osType?.toLowerCase() === "windows";
  if (system === undefined || windows) return subject;
  return { ...subject, system };
}

function byWeight(left: Finding, right: Finding): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    areas.indexOf(left.area) - areas.indexOf(right.area)
  );
}

function aboutOf(subject: PrerequisiteSubject): [string, string][] {
  const { cloud, subscriptionId, resourceGroup, networkId, vmName, way, features, system } = subject;
  const lines: [string, string | undefined][] = [
    [say`Cloud`, cloud.displayName],
    [say`Subscription`, subscriptionId],
    [say`Resource group`, resourceGroup],
    [say`Cloud services network`, networkId],
    [say`VM`, vmName],
    [say`Arc machine`, machineNameOf(subject)],
    [say`Way`, way === "handsFree" ? say`hands-free` : say`guided`],
    [say`Features`, features.length === 0 ? undefined : features.join(", ")],
    [
      say`System`,
      system === undefined
        ? undefined
        : [system.name, system.version].filter((word) => word !== undefined).join(" "),
    ],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** How many findings of each severity there are. */
export function countsOf({ findings }: PrerequisiteReport): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), information: count("information") };
}
