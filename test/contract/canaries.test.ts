/**
 * A token and a private key are planted in every answer (in each text, and in members that no API has), in every header and in
 * every setting. A user then works as always, with and without faults. Neither may reach a log line, an error, what VS
 * Code keeps for us, or a file.
 */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import type { HttpClient, PipelineResponse } from "@azure/core-rest-pipeline";
import { CloudSettingError, customCloud, practiceCloud } from "../../src/arm/cloud";
import type { ArmClient } from "../../src/arm/client";
import { readObject } from "../../src/arm/decode";
import { ArmError } from "../../src/arm/errors";
import { getRelayInfo } from "../../src/arm/resources/arc/hybridConnectivity";
import { createOperations } from "../../src/arm/operations/operation";
import { fileOperationStore } from "../../src/arm/operations/operationFiles";
import { createArmClient } from "../../src/arm/http/pipeline";
import { beginPowerOff, beginRestart } from "../../src/arm/operations/virtualMachineOperations";
import { ManualClock } from "../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud } from "../../src/practice/cloud";
import { practiceHttpClient } from "../../src/practice/http/transport";
import { AccountRouter } from "../../src/session/account/accountRouter";
import { SnapshotFiles } from "../../src/session/storage/snapshotFile";
import { MachineList } from "../../src/rows/machines/machineList";

const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "der" },
  publicKeyEncoding: { type: "spki", format: "der" },
}).privateKey.toString("base64");

const group = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/core-london/providers";
const vmId = `${group}/Microsoft.NetworkCloud/virtualMachines/amf01`;
const machineId = `${group}/Microsoft.HybridCompute/machines/amf01`;

/** Texts that identify or steer: a request could not be followed with anything else in them. */
const kept =
  /^(?:id|name|type|kind|status|code|location|.*[Ii]d|.*Time|.*At|.*Date|.*State|.*Status|.*Url|\$?skipToken|nextLink|resourceGroup|lastStatusChange|principalType|resultTruncated)$/;

class Planter {
  readonly #secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  get text(): string {
    return this.#secrets.join(" ");
  }

  /** Every text gets them at its end; every object gets members with them. */
  plant(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) return value.map((item) => this.plant(item, name));
    if (typeof value === "string") return kept.test(name) ? value : `${value} ${this.text}`;
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).map(([member, inner]) => [member, this.plant(inner, member)]);
    return {
      ...readObject(Object.fromEntries(members)),
      canary: this.text,
      accessToken: this.#secrets[0],
      privateKey: this.#secrets[1],
      userDataContent: this.#secrets[1],
    };
  }

  answer(response: PipelineResponse): PipelineResponse {
    for (const name of ["x-ms-request-id", "set-cookie", "server"]) response.headers.set(name, this.text);
    const { bodyAsText } = response;
    if (bodyAsText === null || bodyAsText === undefined || bodyAsText === "") return response;
    try {
      return { ...response, bodyAsText: JSON.stringify(this.plant(JSON.parse(bodyAsText))) };
    } catch {
      return { ...response, bodyAsText: `${bodyAsText} ${this.text}` };
    }
  }
}

/** A line's worth of each secret: more than any innocent text shares with it. */
function assertClean(text: string, where: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (let at = 0; at + 40 <= secret.length; at += 20) {
      const piece = secret.slice(at, at + 40);
      assert.ok(
        !text.includes(piece),
        `${where} contains a secret: …${text.slice(text.indexOf(piece) - 80, text.indexOf(piece) + 20)}`,
      );
    }
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

interface Walk {
  readonly client: ArmClient;
  readonly clock: ManualClock;
  readonly folder: string;
  /** Every error and every text that the user or the log gets. */
  readonly told: unknown[];
}

/** What a user does: list, open, change, watch, read a relay's credentials. What fails is told, and the walk continues. */
async function walk({ client, clock, folder, told }: Walk): Promise<void> {
  const tell = async (work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: unknown) => told.push(error));
  };
  const directory = new AccountRouter({
    cloud: () => client.cloud,
    connect: () => Promise.resolve([{ id: "operator", label: "Operator", client }]),
    snapshots: new SnapshotFiles(path.join(folder, "snapshots")),
    knowledge: () => [],
    log: (line) => told.push(line),
  });
  const list = new MachineList("flat", { repaint: () => undefined, statusChanged: () => undefined });
  list.setSource(directory);
  await list.reload();
  for (const node of await list.children())
    if (node.kind === "problem") told.push(list.problem(node.problemId)?.error, list.present(node));
  const operations = createOperations({
    client: directory.client,
    store: fileOperationStore(path.join(folder, "operations")),
    clock,
  });
  await tell(() => directory.readVm(vmId));
  await tell(() => directory.readArc(machineId));
  await tell(() => getRelayInfo(client, machineId));
  for (const begin of [beginPowerOff, beginRestart])
    await tell(async () => {
      const outcome = await operations.watch((await begin(operations, vmId)).id);
      told.push(outcome.record, "error" in outcome ? outcome.error : undefined);
    });
}

function everything(told: unknown): string {
  const stack = told instanceof Error ? (told.stack ?? "") : "";
  return [String(told), inspect(told, { depth: 12 }), JSON.stringify(told), stack].join("\n");
}

describe("a token and a key in every answer and setting", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-canary-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function planted(cloud: PracticeCloud, clock: ManualClock) {
    const { token, expiresOn } = cloud.token();
    const secrets = [token, key];
    const planter = new Planter(secrets);
    const inner = practiceHttpClient(cloud);
    const httpClient: HttpClient = {
      sendRequest: async (request) => planter.answer(await inner.sendRequest(request)),
    };
    const lines: string[] = [];
    const client = createArmClient({
      cloud: practiceCloud,
      credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp: expiresOn }) },
      httpClient,
      clock,
      retry: { attempts: 2 },
      log: (line) => lines.push(line),
    });
    return { client, secrets, lines };
  }

  const faults = [
    "",
    ...[
      "400",
      "401",
      "403",
      "404",
      "409",
      "429 retry-after=1",
      "500",
      "503",
      "malformed",
      "html",
      "reset",
    ].map((effect) => `* ${effect}`),
    ...["malformed", "html", "empty", "operation=Failed"].map(
      (effect) => `POST */virtualMachines/* ${effect}`,
    ),
  ];
  for (const fault of faults) {
    it(`reach no log line, no error and no file${fault === "" ? "" : ` (${fault})`}`, async () => {
      const clock = new ManualClock();
      const cloud = createPracticeCloud({ clock });
      const { client, secrets, lines } = planted(cloud, clock);
      cloud.useFaults(fault);
      const told: unknown[] = [];
      await walk({ client, clock, folder, told });
      assert.ok(lines.length > 5, "there was something to log");
      assertClean(lines.join("\n"), "the log", secrets);
      for (const one of told) assertClean(everything(one), "an error or a text", secrets);
      const files = await filesIn(folder);
      if (fault === "") assert.ok(files.length >= 2, "a snapshot and the operations were saved");
      for (const file of files) assertClean(await readFile(file, "utf8"), path.basename(file), secrets);
    });
  }

  it("do not leave the settings of a cloud that cannot be used", () => {
    const wrong = [
      {
        resourceManager: `https://user:${key}@management.example.com`,
        authority: "https://login.example.com",
      },
      {
        resourceManager: `https://management.example.com/?token=${key}`,
        authority: "https://login.example.com",
      },
      { resourceManager: `http://${key.slice(0, 40)}.example.com`, authority: "https://login.example.com" },
      { resourceManager: "https://management.example.com", authority: key },
      {
        resourceManager: "https://management.example.com",
        authority: "https://login.example.com",
        audience: key,
      },
    ];
    for (const setting of wrong) {
      assert.throws(
        () => customCloud(setting),
        (error) => {
          assert.ok(error instanceof CloudSettingError);
          assertClean(everything(error), "the error of a setting", [key]);
          return true;
        },
      );
    }
  });

  it("would be found if they were there", () => {
    assert.throws(() => {
      assertClean(`x ${key.slice(100, 200)} y`, "a text", [key]);
    }, assert.AssertionError);
    const leak = new ArmError({
      kind: "server",
      code: "X",
      causeText: `broken: ${key}`,
      nextMove: "",
      retryable: false,
    });
    assertClean(everything(leak), "an error hides it by itself", [key]);
  });
});
