import type { Operations } from "../arm/operation";
import type { Directory } from "./directory";

/** The operations of what `directory` sees, kept in `folder`. */
export async function operationsOf(directory: Directory, folder: string): Promise<Operations> {
  const [{ createOperations }, { fileOperationStore }] = await Promise.all([
    import("../arm/operation"),
    import("../arm/operationFiles"),
  ]);
  return createOperations({ client: directory.client, store: fileOperationStore(folder) });
}
