/** The MCP server as an assistant meets it: the SDK's own client, a real child process, standard input and output. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { toolNames } from "../../src/assistant/tool";
import { at, isObject, listAt, textAt, type JsonObject } from "../../src/practice/state/json";
import { createPracticeCloud } from "../../src/practice/cloud";
import { servePractice } from "../../src/practice/http/server";

const root = path.resolve(import.meta.dirname, "../..");
const group = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/core-london";
const vmId = `${group}/providers/Microsoft.NetworkCloud/virtualMachines/nrf01`;
const machineId = `${group}/providers/Microsoft.HybridCompute/machines/nrf01`;

interface Served {
  readonly client: Client;
  readonly complaints: readonly string[];
}

/** Milliseconds; the library's own limit of a minute is short for a busy machine. */
const patience = 170_000;

async function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ["--import", "tsx/esm", "src/cli.ts", "mcp", ...args],
    cwd: root,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stderr: "pipe",
  });
  const complaints: string[] = [];
  transport.stderr?.on("data", (text: Buffer) => complaints.push(text.toString()));
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport, { timeout: patience });
  return { client, complaints };
}

interface Called {
  readonly isError: boolean;
  readonly value: JsonObject;
}

async function call(client: Client, name: string, input: Record<string, unknown> = {}): Promise<Called> {
  const result = await client.callTool({ name, arguments: input }, undefined, { timeout: patience });
  const value: unknown = JSON.parse(
    textAt(listAt(JSON.parse(JSON.stringify(result)), "content")[0], "text") ?? "",
  );
  assert.deepEqual(value, result.structuredContent, "the text says the same as the structure");
  assert.ok(isObject(value));
  return { isError: result.isError === true, value };
}

describe("nexus-arc mcp", () => {
  let served: Served;
  before(async () => {
    served = await serve(["--practice"]);
  });
  after(() => served.client.close());

  it("lists its tools, and says which of them change something", async () => {
    const { tools } = await served.client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      [...toolNames],
    );
    const changing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true);
    assert.deepEqual(
      changing.map(({ name, annotations }) => [name, annotations?.destructiveHint]),
      [["nexusArc_assignRelay", true]],
    );
    for (const { description = "", inputSchema } of tools) {
      assert.ok(description.length > 40);
      assert.equal(inputSchema["additionalProperties"], false);
    }
  });

  it("lists machines of the practice cloud", async () => {
    const { isError, value } = await call(served.client, "nexusArc_listMachines", { filter: "nrf01" });
    assert.equal(isError, false);
    assert.equal(textAt(listAt(value, "machines")[0], "arcMachine", "status"), "AwaitingConnection");
  });

  it("assigns a relay only after the request was shown, and only that request", async () => {
    const { client } = served;
    const shown = await call(client, "nexusArc_assignRelay", { vmId, machineId });
    assert.equal(at(shown.value, "sent"), false);
    assert.equal(textAt(shown.value, "willSend", "path"), `${vmId}/assignRelay`);
    const confirmation = textAt(shown.value, "confirmation") ?? "";
    for (const wrong of ["", "yes", confirmation.toUpperCase() + "0"]) {
      const again = await call(client, "nexusArc_assignRelay", { vmId, machineId, confirmation: wrong });
      assert.equal(at(again.value, "sent"), false, wrong);
    }
    const other = await call(client, "nexusArc_assignRelay", {
      vmId,
      machineId,
      relayType: "Public",
      confirmation,
    });
    assert.equal(at(other.value, "sent"), false, "the code of one request opens no other");
    const endpoint = await call(client, "nexusArc_inspectEndpoint", { machineId });
    assert.equal(at(endpoint.value, "exists"), false, "nothing was sent so far");
    const sent = await call(client, "nexusArc_assignRelay", { vmId, machineId, confirmation });
    assert.equal(at(sent.value, "state"), "succeeded");
  });

  it("answers a wrong call with cause and next move, and continues", async () => {
    const { client } = served;
    const wrong = await call(client, "nexusArc_inspectEndpoint", { machineId: "nrf01" });
    assert.ok(wrong.isError);
    assert.match(textAt(wrong.value, "error", "cause") ?? "", /must be the ARM ID/);
    const unknown = await call(client, "nexusArc_deleteEverything");
    assert.ok(unknown.isError);
    assert.equal((await call(client, "nexusArc_lintUserData", { text: "#!/bin/bash\n" })).isError, false);
    assert.deepEqual(served.complaints, [], "nothing on standard error");
  });

  it("answers a line that the SDK would drop: a batch, and what is not JSON", () => {
    const ping = (id: number): object => ({ jsonrpc: "2.0", id, method: "ping" });
    const lines = [JSON.stringify([ping(1), ping(2)]), "no json", JSON.stringify(ping(3))];
    const out = execFileSync(process.execPath, ["--import", "tsx/esm", "src/cli.ts", "mcp", "--practice"], {
      cwd: root,
      input: `${lines.join("\n")}\n`,
      encoding: "utf8",
    });
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: unknown; error?: { code: number } });
    assert.deepEqual(
      answers.map(({ id, error }) => [id, error?.code]),
      [
        [null, -32600],
        [null, -32700],
        [3, undefined],
      ],
    );
  });

  it("speaks to a served practice cloud with its token, and never says the token", async () => {
    const cloud = createPracticeCloud({ faults: "POST */assignRelay 403" });
    const server = await servePractice(cloud, 0);
    const { token } = cloud.token();
    const { client, complaints } = await serve(["--practice-url", server.url], {
      NEXUS_ARC_PRACTICE_TOKEN: token,
    });
    try {
      const listed = await call(client, "nexusArc_listMachines");
      assert.ok(listAt(listed.value, "machines").length > 10);
      const shown = await call(client, "nexusArc_assignRelay", { vmId, machineId });
      const confirmation = textAt(shown.value, "confirmation") ?? "";
      const refused = await call(client, "nexusArc_assignRelay", { vmId, machineId, confirmation });
      assert.ok(refused.isError);
      assert.equal(textAt(refused.value, "error", "kind"), "forbidden");
      assert.match(textAt(refused.value, "error", "correlationId") ?? "", /^[0-9a-f-]{36}$/);
      const said = JSON.stringify([listed, shown, refused, complaints]);
      assert.ok(!said.includes(token));
    } finally {
      await client.close();
      await server.close();
    }
  });

  for (const [args, cause] of [
    [["--sign-in", "magic"], /--sign-in must be azureCli, .*, or /],
    [["--cloud", "moon"], /--cloud must be public, .*, or /],
    [["--practice-url", "http://127.0.0.1:1"], /NEXUS_ARC_PRACTICE_TOKEN/],
    [["--record", "no-such-file.json"], /no-such-file\.json/],
  ] as const) {
    it(`refuses ${args.join(" ")} in one line`, async () => {
      const { main } = await import("../../src/cli/main");
      const said: string[] = [];
      const io = {
        stdin: process.stdin,
        write: () => undefined,
        writeError: (text: string) => void said.push(text),
        signal: new AbortController().signal,
      };
      assert.equal(await main(["mcp", ...args], io), 2);
      assert.match(said.join(""), cause);
    });
  }
});
