import type { Operations } from "../../arm/operations/operation";
import type { Directory } from "../account/directory";

/** The operations of what `directory` sees, kept in `folder`. */
export async function operationsOf(directory: Directory, folder: string): Promise<Operations> {
  const [{ createOperations }, { fileOperationStore }] = await Promise.all([
    import("../../arm/operations/operation"),
    import("../../arm/operations/operationFiles"),
  ]);
  return createOperations({ client: directory.client, store: fileOperationStore(folder) });
}
