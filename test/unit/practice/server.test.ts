import assert from "node:assert/strict";
import { request } from "node:http";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { servePractice, type PracticeServer } from "../../../src/practice/http/server";
import { main } from "../../../src/cli/main";
import { Readable } from "node:stream";
import { parseJson, textAt } from "../../../src/practice/state/json";

interface Got {
  readonly status: number;
  readonly text: string;
}

function get(url: string, headers: Readonly<Record<string, string>>): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => (text += piece));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("the practice cloud on loopback", () => {
  const cloud = createPracticeCloud({ faults: "GET /subscriptions/x reset" });
  let server: PracticeServer;
  before(async () => {
    server = await servePractice(cloud, 0);
  });
  after(() => server.close());

  const path = "/subscriptions?api-version=2022-12-01";
  const authorization = `Bearer ${cloud.token().token}`;

  it("answers on 127.0.0.1 with its token, and ARM's 401 without", async () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await get(server.url + path, { authorization })).status, 200);
    const refused = await get(server.url + path, {});
    assert.deepEqual(
      [refused.status, textAt(parseJson(refused.text), "error", "code")],
      [401, "AuthenticationFailed"],
    );
  });

  it("refuses another Host header, token or not", async () => {
    for (const host of [
      "evil.example",
      `evil.example:${server.url.split(":").at(-1) ?? ""}`,
      "127.0.0.1",
      "127.0.0.1:1",
    ])
      assert.equal((await get(server.url + path, { authorization, host })).status, 421, host);
    assert.equal(
      (
        await get(server.url + path, {
          authorization,
          host: server.url.replace("http://127.0.0.1", "localhost"),
        })
      ).status,
      200,
    );
  });

  it("gives operation URLs of its own origin, and breaks a connection when told so", async () => {
    const list = await get(
      `${server.url}/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourcegroups?api-version=2022-09-01&$top=1`,
      { authorization },
    );
    assert.ok(textAt(parseJson(list.text), "nextLink")?.startsWith(`${server.url}/`));
    await assert.rejects(get(`${server.url}/subscriptions/x?api-version=2022-12-01`, { authorization }), {
      code: "ECONNRESET",
    });
  });

  it("nexus-arc practice prints one JSON line, serves, and succeeds when it is interrupted", async () => {
    const abort = new AbortController();
    let output = "";
    let told: () => void = () => undefined;
    const line = new Promise<void>((resolve) => (told = resolve));
    const ended = main(["practice", "--subscriptions", "3", "--vms", "9", "--speed", "50"], {
      stdin: Readable.from([]),
      write: (text) => {
        output += text;
        told();
      },
      writeError: () => undefined,
      signal: abort.signal,
    });
    await line;
    const given = parseJson(output);
    assert.equal(output.trimEnd().split("\n").length, 1);
    const url = textAt(given, "url") ?? "";
    const answer = await get(url + path, { authorization: `Bearer ${textAt(given, "token") ?? ""}` });
    assert.equal(answer.text.split('"subscriptionId"').length - 1, 3);
    abort.abort();
    assert.equal(await ended, 0);
    await assert.rejects(get(url + path, {}), { code: "ECONNREFUSED" });
  });

  it("nexus-arc practice refuses a port in use, a wrong number and a wrong script with one line and exit code 2", async () => {
    const run = async (...args: string[]): Promise<readonly [number, string]> => {
      let errors = "";
      const code = await main(["practice", ...args], {
        stdin: Readable.from([]),
        write: () => undefined,
        writeError: (text) => (errors += text),
        signal: AbortSignal.abort(),
      });
      return [code, errors];
    };
    const port = server.url.split(":").at(-1) ?? "";
    assert.deepEqual(await run("--port", port), [
      2,
      `nexus-arc practice: port ${port} is in use. Choose another one, or none for any free port.\n`,
    ]);
    for (const args of [
      ["--port", "70000"],
      ["--port", "1e3"],
      ["--vms", "-1"],
      ["--latency", "soon"],
      ["--subscriptions", "0"],
      ["--fault", "* nope"],
      ["--wings"],
    ]) {
      const [code, errors] = await run(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(errors, /^nexus-arc practice: [^\n]+\n$/, args.join(" "));
    }
  });
});
