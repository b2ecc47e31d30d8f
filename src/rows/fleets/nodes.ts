import type { StepNumber } from "../../enrollment/steps/stepNumber";
import type { FleetGroup } from "../../session/fleet/fleetRow";

/** One row of the "Fleets" view. It only names what it shows; `id` tells rows apart. */
export type FleetNode =
  | { readonly kind: "fleet"; readonly id: string; readonly key: string }
  /** VMs of one state, of one cause, or that differ from the file. */
  | { readonly kind: "group"; readonly id: string; readonly key: string; readonly group: FleetGroup }
  | { readonly kind: "vm"; readonly id: string; readonly key: string; readonly vmId: string }
  | {
      readonly kind: "step";
      readonly id: string;
      readonly key: string;
      readonly vmId: string;
      readonly step: StepNumber;
    }
  | {
      readonly kind: "difference";
      readonly id: string;
      readonly key: string;
      readonly vmId: string;
      readonly path: string;
    }
  /** VMs in Azure that carry the fleet's tag, and that no file here names. */
  | { readonly kind: "strangers"; readonly id: string; readonly key: string }
  | {
      readonly kind: "stranger";
      readonly id: string;
      readonly key: string;
      readonly vmId: string;
      readonly name: string;
      readonly state: string;
    }
  /** One sentence: a mistake in the file, what went wrong, what is left out. */
  | {
      readonly kind: "note";
      readonly id: string;
      readonly key: string;
      readonly text: string;
      readonly isError: boolean;
    };

const kinds: ReadonlySet<string> = new Set<FleetNode["kind"]>([
  "fleet",
  "group",
  "vm",
  "step",
  "difference",
  "strangers",
  "stranger",
  "note",
]);

/** VS Code hands a command whatever was clicked; a key binding or another extension can hand it anything. */
export function isFleetNode(value: unknown): value is FleetNode {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("id" in value)) return false;
  if (typeof value.id !== "string" || !value.id.startsWith("fleets/")) return false;
  return typeof value.kind === "string" && kinds.has(value.kind);
}
