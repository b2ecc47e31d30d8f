import assert from "node:assert/strict";
import fc from "fast-check";
import { FaultScriptError, parseFaults } from "../../../src/practice/faults/script";
import { at, textAt } from "../../../src/practice/state/json";
import { core, london, talk } from "./support/practiceTalk";

const list = `${core}/providers/Microsoft.NetworkCloud/virtualMachines?api-version=2025-09-01`;
const one = `${london}/providers/Microsoft.NetworkCloud/virtualMachines/amf01?api-version=2025-09-01`;

describe("fault scripts", () => {
  it("reads the documented example", () => {
    const rules = parseFaults(
      'GET */virtualMachines/* 429 retry-after=2 times=3; POST */assignRelay operation=Failed # why not\n* reset p=0.1; PUT,PATCH /subscriptions/* 409 message="a; b # c"',
    );
    assert.deepEqual(
      rules.map(({ methods, path, effect }) => [methods, path, effect.kind]),
      [
        [["GET"], "*/virtualMachines/*", "status"],
        [["POST"], "*/assignRelay", "operation"],
        [[], "*", "reset"],
        [["PUT", "PATCH"], "/subscriptions/*", "status"],
      ],
    );
    assert.equal(rules[0]?.times, 3);
    assert.equal(rules[2]?.probability, 0.1);
    const last = rules[3]?.effect;
    assert.equal(last?.kind === "status" && last.message, "a; b # c");
  });

  it("refuses what it does not know, with the rule and what it expected", () => {
    const table: readonly (readonly [string, RegExp])[] = [
      ["GET", /path pattern/],
      ["GET */x", /expected an effect/],
      ["GET x 503", /must start with/],
      ["* 200", /status 200/],
      ["* nope", /no effect "nope"/],
      ["* 503 speed=9", /no option "speed"/],
      ["* 503 times=0", /times=0/],
      ["* 503 times=2 times=3", /twice/],
      ["* 503 p=2", /p=2/],
      ["* 503 claims", /goes with 401/],
      ["* reset retry-after=3", /goes with a status/],
      ["* latency=9..1", /backwards/],
      ["* latency=soon", /milliseconds/],
      ["* operation=Maybe", /operation=Maybe/],
      ['* 503 message="open', /not closed/],
      ["* 503; * bad", /fault rule 2/],
    ];
    for (const [script, expected] of table) {
      assert.throws(
        () => parseFaults(script),
        (error) => error instanceof FaultScriptError && expected.test(error.message),
        script,
      );
    }
  });

  it("never throws anything else, whatever it is given", () => {
    const words = fc.constantFrom(
      "GET",
      "*",
      "/x",
      "429",
      "503",
      "reset",
      ";",
      "\n",
      "#",
      '"',
      "p=0.5",
      "times=1",
      "latency=1..2",
      "operation=never",
      "claims",
      "=",
      "message=",
    );
    const scripts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(scripts, (script) => {
        try {
          parseFaults(script);
        } catch (error) {
          assert.ok(error instanceof FaultScriptError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps every rule that is written correctly", () => {
    const effect = fc.constantFrom(
      "404",
      "429 retry-after=7",
      "503",
      "reset",
      "html",
      "malformed",
      "empty",
      "latency=10..20",
      "operation=Failed",
    );
    const rule = fc.tuple(
      fc.constantFrom("", "GET ", "PUT,DELETE "),
      fc.constantFrom("*", "/a/*", "*/b"),
      effect,
      fc.constantFrom("", " times=2", " after=1 p=0.25"),
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), (rules) => {
        const script = rules
          .map(([method, path, what, options]) => `${method}${path} ${what}${options}`)
          .join(" ; ");
        assert.equal(parseFaults(script).length, rules.length);
      }),
    );
  });

  it("plays 429 with Retry-After as often as told, to the requests that match", async () => {
    const { ask } = talk({ faults: "GET */virtualMachines/* 429 retry-after=2 times=2" });
    assert.equal((await ask("GET", list)).status, 200);
    const first = await ask("GET", one);
    assert.deepEqual([first.status, first.headers["retry-after"]], [429, "2"]);
    assert.deepEqual([(await ask("GET", one)).status, (await ask("GET", one)).status], [429, 200]);
  });

  it("breaks bodies and connections", async () => {
    const { cloud, ask } = talk();
    const answer = async (script: string): Promise<string> => {
      cloud.useFaults(script);
      const reply = await cloud.handle({
        method: "GET",
        url: `https://management.practice.invalid${one}`,
        headers: { authorization: `Bearer ${cloud.token().token}` },
      });
      return `${reply.headers["content-type"] ?? ""}|${reply.body}`;
    };
    assert.match(await answer("* html"), /^text\/html.*<!DOCTYPE/);
    const malformed = (await answer("* malformed")).split("|")[1] ?? "";
    assert.throws(() => JSON.parse(malformed) as unknown, SyntaxError);
    assert.match(await answer("* empty"), /^application\/json; charset=utf-8\|$/);
    await assert.rejects(answer("* reset"), { code: "ECONNRESET" });
    cloud.useFaults("");
    assert.equal((await ask("GET", one)).status, 200);
  });

  it("asks for a step-up until the token has it", async () => {
    const { cloud, ask } = talk({ faults: "GET */virtualMachines/* 401 claims" });
    const challenged = await ask("GET", one);
    assert.equal(challenged.status, 401);
    const claims = /claims="([^"]+)"/.exec(challenged.headers["www-authenticate"] ?? "")?.[1] ?? "";
    const parsed: unknown = JSON.parse(Buffer.from(claims, "base64").toString("utf8"));
    assert.equal(at(parsed, "access_token", "acrs", "essential"), true);
    const authorization = `Bearer ${cloud.token({ claims: true }).token}`;
    assert.equal((await ask("GET", one, undefined, { authorization })).status, 200);
  });

  it("gives a planted 403 the action and scope of the request", async () => {
    const { ask } = talk({ faults: "POST */restart 403" });
    const refused = await ask("POST", one.replace("amf01", "amf01/restart"));
    assert.match(
      textAt(refused.json, "error", "message") ?? "",
      /'Microsoft\.NetworkCloud\/virtualMachines\/restart\/action' over scope '\/subscriptions\//,
    );
  });

  it("adds latency on the cloud's clock, and an abort ends the wait", async () => {
    const { clock, ask } = talk({ faults: "* latency=700", latency: 50 });
    const before = clock.now();
    await ask("GET", one);
    assert.equal(clock.now() - before, 750);
    const { cloud } = talk({ latency: 50 });
    await assert.rejects(
      cloud.handle(
        { method: "GET", url: "https://management.practice.invalid/", headers: {} },
        AbortSignal.abort(),
      ),
      { name: "AbortError" },
    );
  });

  it("does not look at an unauthenticated request's faults", async () => {
    const { ask } = talk({ faults: "* 503" });
    assert.equal((await ask("GET", one, undefined, { authorization: "" })).status, 401);
  });
});

describe("Resource Manager's limits", () => {
  it("are counted in the headers, and refused with Retry-After only when turned on", async () => {
    const relaxed = talk();
    const strict = talk({ limits: true });
    let refused = 0;
    for (let index = 0; index < 300; index++) {
      assert.equal((await relaxed.ask("GET", one)).status, 200);
      const reply = await strict.ask("GET", one);
      if (reply.status !== 429) continue;
      refused++;
      assert.match(reply.headers["retry-after"] ?? "", /^[1-9]\d*$/);
    }
    assert.equal(refused, 50);
    strict.clock.advance(1000);
    const after = await strict.ask("GET", one);
    assert.deepEqual(
      [after.status, after.headers["x-ms-ratelimit-remaining-subscription-reads"]],
      [200, "24"],
    );
  });

  it("let 15 Resource Graph queries through in five seconds", async () => {
    const { ask, clock } = talk({ limits: true });
    const query = async (): Promise<number> =>
      (
        await ask("POST", "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", {
          query: "resources | count",
        })
      ).status;
    const statuses: number[] = [];
    for (let index = 0; index < 16; index++) statuses.push(await query());
    assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.at(-1)], [15, 429]);
    clock.advance(5000);
    assert.equal(await query(), 200);
  });
});
