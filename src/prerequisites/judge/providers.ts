import { say } from "../../l10n/sentence";
import type { ArmError } from "../../arm/errors";
import { isAllowed, type PermissionSet } from "../../arm/resources/authorization/permissions";
import { neededProviders } from "../../arm/resources/resourceProviders";
import type { Seen } from "../../enrollment/evidence/azureView";
import type { AgentFeature } from "./egressNeeds";
import type { Finding, Judgement, Note } from "../finding";
import type { PrerequisiteSubject } from "../subject";

/** What a subscription says about one resource provider. */
export interface SeenProvider {
  readonly namespace: string;
  /** `Registered`, `Registering`, `NotRegistered`, `Unregistering`, `Unregistered`, or a word of the future. */
  readonly state: string;
  /** API versions by type of resource; empty where Azure names none. */
  readonly apiVersions: Readonly<Record<string, readonly string[]>>;
}

/** Providers that a feature wants besides those of every enrollment (Connected Machine agent prerequisites). */
const featureProviders: Readonly<Partial<Record<AgentFeature, { namespace: string; why: string }>>> = {
  sql: { namespace: "Microsoft.AzureArcData", why: "SQL Server enabled by Azure Arc" },
  updates: {
    namespace: "Microsoft.Compute",
    why: say`Azure Update Manager and automatic extension upgrades`,
  },
};

/** The namespaces that this check asks for. */
export function wantedProviders(
  features: readonly AgentFeature[],
): readonly { readonly namespace: string; readonly why: string }[] {
  return [...neededProviders, ...features.flatMap((feature) => featureProviders[feature] ?? [])];
}

/** Judges whether each provider is registered. `rights`: what the caller may do in the subscription. */
export function judgeProviders(
  subject: PrerequisiteSubject,
  providers: readonly Seen<SeenProvider>[],
  rights: Seen<readonly PermissionSet[]>,
): Judgement {
  const findings: Finding[] = [];
  const passed: Note[] = [];
  const open: Note[] = [];
  wantedProviders(subject.features).forEach(({ namespace, why }, index) => {
    const seen = providers[index];
    if (seen === undefined || seen.kind === "notAsked") return;
    if (seen.kind !== "seen") {
      open.push({ area: "providers", text: say`${namespace} could not be checked: ${whyNot(seen)}` });
      return;
    }
    const { state } = seen.value;
    if (state === "Registered") passed.push({ area: "providers", text: say`${namespace} is registered.` });
    else findings.push(notRegistered(subject, namespace, why, state, rights));
  });
  return { findings, passed, open };
}

function whyNot(
  seen: { readonly kind: "absent" } | { readonly kind: "hidden"; readonly error: ArmError },
): string {
  return seen.kind === "absent" ? say`this cloud does not have it.` : seen.error.causeText;
}

function notRegistered(
  { subscriptionId }: PrerequisiteSubject,
  namespace: string,
  why: string,
  state: string,
  rights: Seen<readonly PermissionSet[]>,
): Finding {
  const waiting = state === "Registering";
  const mayRegister = rights.kind !== "seen" || isAllowed(rights.value, `${namespace}/register/action`);
  return {
    id: `provider-${namespace.slice(namespace.indexOf(".") + 1).toLowerCase()}`,
    area: "providers",
    severity: waiting ? "warning" : "error",
    title: waiting
      ? say`${namespace} is being registered.`
      : say`${namespace} is not registered in the subscription (${why}).`,
    evidence: `registrationState: ${state} (subscription ${subscriptionId})`,
    fix: waiting
      ? say`Wait a minute or two and check again.`
      : mayRegister
        ? say`Register it here, or run: az provider register --namespace ${namespace} --subscription ${subscriptionId}`
        : say`You do not have permission to register providers (${namespace}/register/action). Ask a Contributor or Owner of the subscription.`,
    actions: waiting || !mayRegister ? [] : [{ kind: "registerProvider", subscriptionId, namespace }],
  };
}
