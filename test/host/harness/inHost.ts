/** Runs a bundle in a real extension host: a workbench that loads the extension for development and calls its `run()`. */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { newContext } from "../../workbench/harness/browser";
import { WorkbenchServer } from "../../workbench/harness/server";
import { sampleWorkspace } from "../../workbench/harness/workbench";
import { listen } from "./listen";
import { socketVariable, type Report } from "./report";

export interface HostRun {
  /** CommonJS file with `run()`; see bundle.ts. */
  readonly bundle: string;
  readonly hear: (report: Report) => void;
  /** Folder of the extension under development; the project's when absent. */
  readonly extension?: string;
  /** Folders of further extensions. */
  readonly moreExtensions?: readonly string[];
  /** Added to the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Settles when the bundle has closed its end of the socket; rejects when it says nothing for too long. */
export async function runInExtensionHost(run: HostRun): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
  const socket = path.join(folder, "reports");
  const listener = await listen(socket, run.hear);
  try {
    const server = await WorkbenchServer.start({
      extension: { kind: "none" },
      moreExtensions: run.moreExtensions ?? [],
      env: { ...run.env, [socketVariable]: socket },
      args: ["--enable-smoke-test-driver"], // lets a page ask for tests
    });
    try {
      await openPage(server, run);
      await listener.finished;
    } finally {
      await server.stop();
    }
  } finally {
    listener.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openPage(server: WorkbenchServer, { bundle, extension = root }: HostRun): Promise<void> {
  const inHost = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = [
    ["extensionDevelopmentPath", inHost(extension)],
    ["extensionTestsPath", inHost(bundle)],
  ];
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(server.folderUrl(sampleWorkspace, { payload: JSON.stringify(payload) }));
}
