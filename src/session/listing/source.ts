import type { Machine } from "../../arm/resources/arc/machine";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import type { ListedContent } from "./content";

/** How fresh a listing is. */
export type Freshness =
  /** Saved by an earlier window; `fetchedAt` is ISO 8601. */
  | { readonly kind: "snapshot"; readonly fetchedAt: string }
  /** More pages are on their way. */
  | { readonly kind: "partial" }
  | { readonly kind: "complete" };

/** Where the tree gets its rows from. All methods throw `ArmError`, or an `AbortError` when `signal` aborts. */
export interface MachineSource {
  /** Lists everything that the signed-in accounts see. `show` is called with what is known so far, `complete` last. */
  list(show: (content: ListedContent, freshness: Freshness) => void, signal: AbortSignal): Promise<void>;
  /** One VM, whole. */
  readVm(id: string, signal?: AbortSignal): Promise<VirtualMachine>;
  /** One Arc machine, whole. */
  readArc(id: string, signal?: AbortSignal): Promise<Machine>;
}
