import assert from "node:assert/strict";
import fc from "fast-check";
import { listAt, member, textAt, type Json } from "../../../src/practice/state/json";
import { QueryError } from "../../../src/practice/graph/lexer";
import { parseQuery } from "../../../src/practice/graph/parser";
import { runQuery } from "../../../src/practice/graph/run";
import type { Row } from "../../../src/practice/graph/values";
import { talk, type Reply, type Talk } from "./support/practiceTalk";

const endpoint = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

function ask(
  from: Talk,
  query: string,
  options?: unknown,
  subscriptions?: readonly string[],
): Promise<Reply> {
  return from.ask("POST", endpoint, {
    query,
    ...(options !== undefined && { options }),
    ...(subscriptions !== undefined && { subscriptions }),
  });
}

function run(
  query: string,
  rows: readonly Readonly<Record<string, Json>>[],
  right: readonly Readonly<Record<string, Json>>[] = [],
): readonly Readonly<Record<string, Json>>[] {
  const table = (items: readonly Readonly<Record<string, Json>>[]): readonly Row[] =>
    items.map((item) => new Map(Object.entries(item)));
  const tables = (name: string): readonly Row[] | undefined =>
    name === "resources" ? table(rows) : name === "other" ? table(right) : undefined;
  return runQuery(parseQuery(query), tables, Date.parse("2026-03-02T09:00:00Z")).map((row) =>
    Object.fromEntries(row.entries()),
  );
}

const people = [
  { id: "1", name: "Ada", age: 36, tags: { team: "core" } },
  { id: "2", name: "bob", age: 20, tags: { team: "edge" } },
  { id: "3", name: "Cyd", age: 36, tags: null },
];

describe("the practice Resource Graph's queries", () => {
  it("filter, project, extend and order as Kusto does", () => {
    const names = (query: string): readonly Json[] => run(query, people).map((row) => row["name"] ?? null);
    assert.deepEqual(names("resources | where name == 'ada'"), []);
    assert.deepEqual(names("resources | where name =~ 'ADA'"), ["Ada"]);
    assert.deepEqual(names("where name in~ ('BOB', 'cyd') and age > 20"), ["Cyd"]);
    assert.deepEqual(names("Resources | where tags.team == 'edge' or tags['team'] == 'core'"), [
      "Ada",
      "bob",
    ]);
    assert.deepEqual(names("resources | where not(name contains 'a') | order by name asc"), ["Cyd", "bob"]);
    assert.deepEqual(names("resources | order by age, name asc"), ["Ada", "Cyd", "bob"]);
    assert.deepEqual(names("resources | sort by age asc | take 1"), ["bob"]);
    assert.deepEqual(
      names("resources | where isnull(tags) or name !in ('Ada', 'Cyd') | project name // all\n"),
      ["bob", "Cyd"],
    );
    assert.deepEqual(
      run(
        "resources | where id == '1' | extend up = toupper(name), next = age + 1 | project up, next, t = tags.team, tags.team",
        people,
      ),
      [{ up: "ADA", next: 37, t: "core", tags_team: "core" }],
    );
  });

  it("summarize, count, distinct, join, union and expand", () => {
    assert.deepEqual(
      run("resources | summarize n = count(), oldest = max(age) by team = tostring(tags.team)", people),
      [
        { team: "core", n: 1, oldest: 36 },
        { team: "edge", n: 1, oldest: 20 },
        { team: "", n: 1, oldest: 36 },
      ],
    );
    assert.deepEqual(run("resources | summarize count() by age", people), [
      { age: 36, count_: 2 },
      { age: 20, count_: 1 },
    ]);
    assert.deepEqual(run("resources | count", people), [{ Count: 3 }]);
    assert.deepEqual(run("resources | distinct age", people), [{ age: 36 }, { age: 20 }]);
    const pets = [{ owner: "Ada", name: "Rex" }];
    assert.deepEqual(
      run(
        "resources | project name | join kind=leftouter (other | project owner, name) on $left.name == $right.owner",
        people,
        pets,
      ),
      [
        { name: "Ada", owner: "Ada", name1: "Rex" },
        { name: "bob", owner: null, name1: null },
        { name: "Cyd", owner: null, name1: null },
      ],
    );
    assert.equal(run("resources | union (other)", people, pets).length, 4);
    assert.deepEqual(run("resources | take 1 | mv-expand x = dynamic(['a','b']) | project x", people), [
      { x: "a" },
      { x: "b" },
    ]);
  });

  it("are refused where the practice cloud does not know them, with line and place", async () => {
    const one = talk();
    const unknown = [
      "resources | parse id with *",
      "resources | where a matches 'x'",
      "nothing | take 1",
      "resources | project nope(id)",
      "resources where x",
      "resources | where name == 'open",
      "resources | join kind=fullouter (other) on id",
      "resources | summarize percentile(age, 5)",
      "resources | take ten",
      "resources |",
      "resources | where !x",
      "",
    ];
    for (const query of unknown) {
      const reply = await ask(one, query);
      assert.deepEqual([reply.status, textAt(reply.json, "error", "code")], [400, "BadRequest"], query);
      const codes = listAt(reply.json, "error", "details").map((detail) => textAt(detail, "code"));
      if (query !== "") assert.deepEqual(codes, ["InvalidQuery", "ParserFailure"], query);
    }
    const placed = await ask(one, "resources\n| take 5\n| sample 3");
    const failure = listAt(placed.json, "error", "details")[1];
    assert.deepEqual(
      [member(failure, "line"), member(failure, "characterPositionInLine"), member(failure, "token")],
      [3, 3, "sample"],
    );
  });

  it("throw nothing but QueryError while they are read", () => {
    const word = fc.constantFrom(
      "resources",
      "|",
      "where",
      "project",
      "by",
      "order",
      "summarize",
      "(",
      ")",
      "'x'",
      "=",
      "==",
      "in~",
      "!",
      ",",
      "5",
      "id",
      ".",
      "[",
      "]",
      "and",
      "count",
      "join",
      "on",
      "$left",
      "dynamic",
      "-",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")),
        ),
        (query) => {
          try {
            run(query, people);
          } catch (error) {
            assert.ok(error instanceof QueryError, String(error));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("come in pages that lose and repeat nothing, whatever the page size", async () => {
    const one = talk({ population: { kind: "fleet", subscriptions: 3, virtualMachines: 90 } });
    const query =
      "resources | where type in~ ('microsoft.networkcloud/virtualmachines','microsoft.hybridcompute/machines') | project id | order by id asc";
    const all = listAt((await ask(one, query)).json, "data").map((row) => textAt(row, "id"));
    for (const $top of [1000, 170, 50, 7]) {
      const paged: (string | undefined)[] = [];
      let $skipToken: string | undefined;
      do {
        const page = await ask(one, query, { $top, ...($skipToken !== undefined && { $skipToken }) });
        paged.push(...listAt(page.json, "data").map((row) => textAt(row, "id")));
        $skipToken = textAt(page.json, "$skipToken");
        assert.equal(textAt(page.json, "resultTruncated"), $skipToken === undefined ? "false" : "true");
      } while ($skipToken !== undefined);
      assert.deepEqual(paged, all);
    }
    const without = await ask(one, "resources | project name", { $top: 5 });
    assert.deepEqual(
      [textAt(without.json, "resultTruncated"), textAt(without.json, "$skipToken")],
      ["true", undefined],
    );
  });

  it("show only what the caller may read, in lower-case types, and obey the subscriptions asked for", async () => {
    const one = talk();
    const types = listAt((await ask(one, "resources | distinct type")).json, "data").map(
      (row) => textAt(row, "type") ?? "",
    );
    assert.ok(types.includes("microsoft.networkcloud/virtualmachines"));
    assert.ok(types.every((type) => type === type.toLowerCase()));
    const edge = await ask(one, "resources | summarize count() by subscriptionId", undefined, [
      "11111111-aaaa-4bbb-8ccc-000000000002",
    ]);
    assert.deepEqual(
      listAt(edge.json, "data").map((row) => textAt(row, "subscriptionId")),
      ["11111111-aaaa-4bbb-8ccc-000000000002"],
    );
    const identity = {
      objectId: "44444444-aaaa-4bbb-8ccc-000000000009",
      tenantId: one.cloud.user.tenantId,
      name: "nobody",
      kind: "user" as const,
    };
    const authorization = `Bearer ${one.cloud.token({ identity }).token}`;
    const nothing = await one.ask("POST", endpoint, { query: "resources | count" }, { authorization });
    assert.deepEqual(listAt(nothing.json, "data"), [{ Count: 0 }]);
  });
});
