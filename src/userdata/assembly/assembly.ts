import type { Attachment } from "./attachments/attachments";
import type { Handled } from "./handled";
import type { Loss } from "./loss";
import type { Run } from "./runs";

/** What the VM makes of one document of user data. */
export interface Assembly extends Omit<Handled, "losses"> {
  /** The parts of the document in its order; the document itself where it has none. */
  readonly parts: readonly Attachment[];
  /** Whether it has parts, or is gzip. */
  readonly composed: boolean;
  /** What cloud-init drops, and what it takes from elsewhere. */
  readonly losses: readonly Loss[];
  /** Set where cloud-init gives up the whole document: nothing of it runs. */
  readonly failure: Loss | undefined;
  /** In the order of the run. */
  readonly runs: readonly Run[];
}
