import { readFileSync } from "node:fs";
import path from "node:path";
import type * as vscode from "vscode";
import type { FleetReading } from "../fleet/fleet";

/** Whether a document is a fleet file, by its name. */
export function isFleetFile({ uri }: Pick<vscode.TextDocument, "uri">): boolean {
  return /\.nexus-fleet\.(yaml|yml|json)$/i.test(uri.path);
}

/** Reads a fleet file as it stands in the editor; tables that it imports as they stand on the disk beside it. */
export async function readFleetDocument(document: vscode.TextDocument): Promise<FleetReading> {
  const { readFleet } = await import("../fleet/readFleet");
  const folder = document.uri.scheme === "file" ? path.dirname(document.uri.fsPath) : undefined;
  return readFleet(document.getText(), (name) =>
    folder === undefined ? undefined : readTable(path.join(folder, name)),
  );
}

function readTable(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
