import path from "node:path";
import type * as vscode from "vscode";
import type { FleetReading } from "../../fleet/fleet";

/** Whether a document is a fleet file, by its name. */
export function isFleetFile({ uri }: Pick<vscode.TextDocument, "uri">): boolean {
  return /\.nexus-fleet\.(yaml|yml|json)$/i.test(uri.path);
}

/** Reads a fleet file as it stands in the editor; tables that it imports as they stand on the disk beside it. */
export async function readFleetDocument(document: vscode.TextDocument): Promise<FleetReading> {
  const [{ readFleet }, { tablesIn }] = await Promise.all([
    import("../../fleet/file/readFleet"),
    import("../../fleet/file/tableFile"),
  ]);
  const { scheme, fsPath } = document.uri;
  return readFleet(document.getText(), scheme === "file" ? tablesIn(path.dirname(fsPath)) : undefined);
}
