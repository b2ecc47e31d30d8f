/** The networkcloud extension for azure-cli, where Microsoft's own cannot be had: made from what its commands take. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { argumentsOf } from "../../contract/azureCli/azArguments";

/** The folder with Microsoft's own extension (AZURE_EXTENSION_DIR of an az that it was added to); used where it is named. */
export const ownExtensions = process.env["NEXUS_ARC_AZ_EXTENSIONS"];

/** Puts the extension into `folder`, for AZURE_EXTENSION_DIR. Its arguments are those of `azArguments.ts`. */
export async function installNetworkcloud(folder: string): Promise<void> {
  const extension = path.join(folder, "networkcloud");
  const module = path.join(extension, "azext_networkcloud");
  const info = path.join(extension, "networkcloud-4.0.0.dist-info");
  await mkdir(module, { recursive: true });
  await mkdir(info);
  const commands = Object.fromEntries(
    ["virtualmachine create", "virtualmachine assign-relay"].map((name) => [name, argumentsOf(name)]),
  );
  await cp(path.join(import.meta.dirname, "networkcloud.py"), path.join(module, "__init__.py"));
  await writeFile(
    path.join(module, "arguments.json"),
    JSON.stringify({ apiVersion: "2025-09-01", commands }),
  );
  await writeFile(path.join(module, "azext_metadata.json"), "{}");
  const facts = { name: "networkcloud", version: "4.0.0", run_requires: [], metadata_version: "2.0" };
  await writeFile(path.join(info, "metadata.json"), JSON.stringify(facts));
}
