import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { diagnose } from "../../../../src/enrollment/diagnose/diagnose";
import { failures } from "../../../../src/enrollment/diagnose/failures";
import { matchLine } from "../../../../src/enrollment/diagnose/match";

const healthy = path.join(import.meta.dirname, "healthy");

/** A sample as a log has it: the line that is recognized, and those above it. */
function split(sample: string): { line: string; before: string[] } {
  const lines = sample.split("\n");
  return { line: lines.at(-1) ?? "", before: lines.slice(0, -1) };
}

describe("the table of failures", () => {
  it("has a source, a cause, a next move and real output in each row", () => {
    for (const { id, source, cause, next, samples } of failures) {
      assert.match(id, /^[a-z][a-z0-9-]+$/);
      assert.ok(source.length > 3 && cause.endsWith(".") && next.length > 10 && samples.length > 0, id);
    }
  });

  it("recognizes every sample by its own row, and tells one failure of it", () => {
    for (const row of failures) {
      for (const sample of row.samples) {
        const { line, before } = split(sample);
        assert.equal(matchLine(line, before)?.failure.id, row.id, sample);
        assert.deepEqual(
          diagnose(sample).map(({ id }) => id),
          [row.id],
          sample,
        );
      }
      const own = row.samples.map(split).some(({ line, before }) => matchLine(line, before)?.failure === row);
      assert.ok(own, `${row.id}: no sample is recognized by this row itself`);
    }
  });

  it("leaves no sign of a value that a log does not give", () => {
    for (const { samples } of failures) {
      for (const finding of samples.flatMap((sample) => diagnose(sample)))
        assert.doesNotMatch(finding.cause + finding.fix, /\{(?!\{)\w+\}(?!\})(?<!\$\{\w+\})/);
    }
  });

  it("has patterns whose repetitions are bounded, so that a hostile line costs no more than a long one", () => {
    for (const { id, pattern, after } of failures) {
      for (const { source } of [pattern, ...(after === undefined ? [] : [after])]) {
        const bare = source.replace(/\\./g, "e").replace(/\[[^\]]*\]/g, "e");
        assert.doesNotMatch(bare, /[*+]|\{\d*,\}/, `${id}: ${source}`);
      }
    }
  });

  for (const name of readdirSync(healthy)) {
    it(`says nothing about a healthy ${name}`, () => {
      const text = readFileSync(path.join(healthy, name), "utf8");
      assert.ok(text.length > 500);
      assert.deepEqual(diagnose(text), []);
      // As journald shows it, as Windows saves it, and as az prints it in color.
      const lines = text.split("\n");
      assert.deepEqual(
        diagnose(lines.map((line) => `Dec 01 10:00:00 vm1 cloud-init[512]: ${line}`).join("\n")),
        [],
      );
      assert.deepEqual(diagnose(lines.join("\r\n")), []);
      assert.deepEqual(diagnose(text.replace(/^DEBUG: /gm, "")), []);
    });
  }

  it("takes no quoted environment, trace, prompt or setting for a failure", () => {
    const quotations = [
      "+ export NO_PROXY=localhost,127.0.0.1,::1,169.254.169.254",
      "++ curl -fsS http://169.254.169.254/metadata --proxy http://169.254.0.11:3128",
      "Dec 01 10:00:00 vm1 cloud-init[512]: + echo 'curl: (6) Could not resolve host: aka.ms'",
      "2026-12-01T10:00:00+00:00 vm1 cloud-init[512]: + az login --identity || echo Connection refused",
      "NO_PROXY=localhost,169.254.169.254",
      "https_proxy=http://169.254.0.11:3128",
      'declare -x NO_PROXY="localhost,169.254.169.254"',
      "Environment=HTTPS_PROXY=http://169.254.0.11:3128 NO_PROXY=169.254.169.254",
      "http_proxy: http://169.254.0.11:3128",
      'Acquire::https::Proxy "http://169.254.0.11:3128/";',
      "* Uses proxy env variable no_proxy == 'localhost,127.0.0.1,169.254.169.254'",
      'DEBUG: urllib3.connectionpool: http://169.254.169.254:80 "GET /metadata/identity/oauth2/token HTTP/1.1" 200 1503',
      'urllib3.connectionpool: http://169.254.169.254:80 "GET /metadata/identity/oauth2/token HTTP/1.1" 200 1503',
      "root@vm1:~# azcmagent connect existing || echo exit status 81",
      "# curl: (22) The requested URL returned error: 403",
      'echo "ERROR: Failed to retrieve access token"',
    ];
    for (const line of quotations) assert.deepEqual(diagnose(line), [], line);
  });
});
