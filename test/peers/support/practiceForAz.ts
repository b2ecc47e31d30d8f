/** A practice cloud that real az is signed in to, for tests. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { serveWithTls } from "../../../src/cli/commands/practiceTls";
import { createPracticeCloud, type PracticeCloud, type PracticeOptions } from "../../../src/practice/cloud";
import { parseJson, type Json } from "../../../src/practice/state/json";

/** One request that Resource Manager got, with its answer. */
export interface AzExchange {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly apiVersion: string;
  /** As it came; "" without one. */
  readonly body: string;
  readonly status: number;
}

export interface ScriptResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** `stdout` read as JSON. Throws when it is none. */
  json(): Json;
}

export interface PracticeForAz {
  readonly cloud: PracticeCloud;
  readonly url: string;
  /** The folder in which scripts run; `close` removes it. */
  readonly home: string;
  /** Everything that Resource Manager was asked since the sign-in, oldest first. */
  readonly exchanges: readonly AzExchange[];
  /** Runs a script by bash, in the environment in which az is signed in. `env` adds variables. */
  run(script: string, env?: Readonly<Record<string, string>>): Promise<ScriptResult>;
  close(): Promise<void>;
}

/**
 * Serves a practice cloud as `nexus-arc practice --tls` does, and runs the lines that it prints: `az cloud register`, `az cloud set`,
 * `az login`. az keeps everything in folders that `close` removes. Throws when one of the lines fails.
 */
export async function practiceForAz(options: PracticeOptions = {}): Promise<PracticeForAz> {
  const cloud = createPracticeCloud({ speed: 100, ...options });
  const exchanges: AzExchange[] = [];
  const served = await serveWithTls(watched(cloud, exchanges), 0);
  const [facts = "", ...lines] = served.announcement.trimEnd().split("\n");
  const { url, certificate } = parseJson(facts) as { readonly url: string; readonly certificate: string };
  const home = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-az-home-"));
  const python = path.join(home, "python");
  await mkdir(python);
  await writeFile(path.join(python, "sitecustomize.py"), debianRoleFix);
  const environment = {
    PYTHONPATH: python,
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    LANG: "C.UTF-8",
    AZURE_CONFIG_DIR: path.join(home, "azure"),
    AZURE_CORE_COLLECT_TELEMETRY: "false",
    AZURE_CORE_ONLY_SHOW_ERRORS: "true",
    AZURE_CORE_NO_COLOR: "true",
    REQUESTS_CA_BUNDLE: certificate,
  };
  const run: PracticeForAz["run"] = (script, env = {}) => bash(script, home, { ...environment, ...env });
  const close = async (): Promise<void> => {
    await served.close();
    await rm(home, { recursive: true, force: true });
  };
  // The printed folder for az's own files is another one in each shell; the tests keep theirs.
  const signIn = await run(
    ["set -e", ...lines.filter((line) => !line.includes("AZURE_CONFIG_DIR"))].join("\n"),
  );
  if (signIn.code !== 0) {
    await close();
    throw new Error(`az could not sign in:\n${signIn.stderr}`);
  }
  exchanges.length = 0;
  return { cloud, url, home, exchanges, run, close };
}

/**
 * Debian 12 ships azure-cli 2.45.0 with a newer azure-mgmt-authorization, whose operations no longer have the member `config` that each
 * `az role` command reads: every one ends in "AttributeError: 'RoleDefinitionsOperations' object has no attribute 'config'". This gives
 * the member back; nothing else of az is touched.
 */
const debianRoleFix = `
import importlib.abc, importlib.util, sys

class GiveConfigBack(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if not (name.startswith("azure.mgmt.authorization.") and name.endswith(".operations")):
            return None
        sys.meta_path.remove(self)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module
            def exec_module(module):
                run(module)
                for value in vars(module).values():
                    if isinstance(value, type) and not hasattr(value, "config"):
                        value.config = property(lambda self: self._config)
            spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, GiveConfigBack())
`;

function watched(cloud: PracticeCloud, exchanges: AzExchange[]): PracticeCloud {
  return {
    ...cloud,
    handle: async (request, signal) => {
      const answer = await cloud.handle(request, signal);
      const url = new URL(request.url);
      exchanges.push({
        method: request.method,
        path: decodeURIComponent(url.pathname),
        apiVersion: url.searchParams.get("api-version") ?? "",
        body: request.body ?? "",
        status: answer.status,
      });
      return answer;
    },
  };
}

async function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ScriptResult> {
  const child = spawn("bash", ["-c", script], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr, json: () => parseJson(stdout) };
}
