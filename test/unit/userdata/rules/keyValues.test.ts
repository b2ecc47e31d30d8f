import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspectKeys } from "../../../../src/keys/inspect";
import {
  agentProxy,
  assignRelay,
  createMachine,
  enrollment,
  extension,
  login,
} from "../../../../src/userdata/rules/examples";
import { lint, show } from "./lint";

/**
 * What the rules about keys say of `K`, and what bash 5.2, OpenSSL 3.0 and GNU coreutils 9.1 of Debian 12 make of it. The real
 * value is the judge: "wrapped" must hold a line break, and the key's format is the one that our reader of keys finds.
 */
const make = "openssl genrsa -out key.pem 2048 2>/dev/null";
const der = "openssl rsa -in key.pem -traditional -outform DER 2>/dev/null";
const toDer = `${make}; ${der} -out key.der`;

const right: Readonly<Record<string, string>> = {
  "tr -d '\\n'": `${make}; K=$(${der} | base64 | tr -d '\\n')`,
  'tr -d "\\n\\r"': `${make}; K=$(${der} | base64 | tr -d "\\n\\r")`,
  "tr -d with a class": `${make}; K=$(${der} | base64 | tr -d '[:space:]')`,
  "tr -d with an octal number": `${make}; K=$(${der} | base64 | tr -d '\\012')`,
  "tr -dc": `${make}; K=$(${der} | base64 | tr -dc 'A-Za-z0-9+/=')`,
  paste: `${make}; K=$(${der} | base64 | paste -sd '')`,
  awk: `${make}; K=$(${der} | base64 | awk '{ printf "%s", $0 }')`,
  sed: `${make}; K=$(${der} | base64 | sed -e ':a' -e 'N' -e '$!ba' -e 's/\\n//g')`,
  xargs: `${make}; K=$(${der} | base64 | xargs printf '%s')`,
  perl: `${make}; K=$(${der} | base64 | perl -pe chomp)`,
  "an expansion": `${make}; K=$(${der} | base64); K="\${K//$'\\n'/}"`,
  "echo without quotes": `${make}; K=$(${der} | base64); K=$(echo $K | tr -d ' ')`,
  mapfile: `${make}; mapfile -t lines < <(${der} | base64); K=$(IFS=; echo "\${lines[*]}")`,
  "a loop": `${make}; K=; while read -r line; do K+=$line; done < <(${der} | base64)`,
  "openssl base64 -A": `${make}; K=$(${der} | openssl base64 -A)`,
  "openssl enc -a -A": `${make}; K=$(${der} | openssl enc -a -A)`,
  "base64 -w0": `${make}; K=$(${der} | base64 -w0)`,
  "base64 -w 0 of a file": `${toDer}; K=$(base64 -w 0 key.der)`,
  "base64 --wrap=0": `${make}; K=$(${der} | base64 --wrap=0)`,
  basenc: `${toDer}; K=$(basenc --base64 -w0 key.der)`,
  "the body of a traditional PEM": `openssl genrsa -traditional -out old.pem 2048 2>/dev/null; K=$(grep -v -- ----- old.pem | tr -d '\\n')`,
  "ssh-keygen -m PEM": `ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f ssh.pem; K=$(sed '/-----/d' ssh.pem | tr -d '\\n')`,
};

const wrapped: Readonly<Record<string, string>> = {
  "openssl | base64": `${make}; K=$(${der} | base64)`,
  "openssl | openssl base64": `${make}; K=$(${der} | openssl base64)`,
  "base64 of a file": `${toDer}; K=$(base64 key.der)`,
  "base64 of standard input": `${toDer}; K="$(base64 < key.der)"`,
  "cat | base64": `${toDer}; K=$(cat key.der | base64)`,
  "openssl base64 -in": `${toDer}; K=$(openssl base64 -in key.der)`,
  "openssl enc -a": `${toDer}; K=$(openssl enc -a -in key.der)`,
  basenc: `${toDer}; K=$(basenc --base64 key.der)`,
  "base64 -w 64": `${make}; K=$(${der} | base64 -w 64)`,
  "tr -d '\\r' only": `${make}; K=$(${der} | base64 | tr -d '\\r')`,
  "a file between": `${toDer}; base64 key.der > key.b64; K=$(cat key.b64)`,
  "a function": `encode() { base64 "$1"; }\n${toDer}; K=$(encode key.der)`,
};

/** Each with the rule that says so. */
const otherForms: Readonly<Record<string, readonly [string, string]>> = {
  "base64 of a PEM file": [`${make}; K=$(base64 -w0 key.pem)`, "key-pem"],
  "base64 of a PEM file, lines joined": [`${make}; K=$(base64 key.pem | tr -d '\\n')`, "key-pem"],
  "a PEM file": [`${make}; K=$(cat key.pem)`, "key-pem"],
  "the body of a PEM file": [`${make}; K=$(grep -v -- ----- key.pem | tr -d '\\n')`, "key-pkcs8"],
  "the body by grep -e": [`${make}; K=$(grep -v -e ----- key.pem | tr -d '\\n')`, "key-pkcs8"],
  "the body by sed": [`${make}; K=$(sed '1d;$d' key.pem | tr -d '\\n')`, "key-pkcs8"],
  "the body by head and tail": [`${make}; K=$(tail -n +2 key.pem | head -n -1 | tr -d '\\n')`, "key-pkcs8"],
  "the body by awk, decoded": [`${make}; K=$(awk '!/-----/' key.pem | base64 -d | base64 -w0)`, "key-pkcs8"],
  "a key on standard output": [
    `openssl genrsa 2048 2>/dev/null > out.pem; K=$(grep -v KEY out.pem | tr -d '\\n')`,
    "key-pkcs8",
  ],
};

/** The format that `key inspect` calls a key that a rule finds fault with. */
const format: Readonly<Record<string, RegExp>> = { "key-pem": /pem/iu, "key-pkcs8": /pkcs#?8/iu };

describe("what a value holds of a key", function () {
  this.timeout(60_000);
  let folder = "";
  // One key for all: making one takes longer than all the rest of a case.
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "key-values-"));
    execFileSync("bash", ["-c", make], { cwd: folder });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const real = (lines: string): string =>
    execFileSync("bash", ["-c", `set -e\n${lines.replace(make, ":")}\nprintf %s "$K"`], {
      cwd: folder,
      encoding: "utf8",
    });

  for (const [name, lines] of Object.entries(right)) {
    it(`one line of PKCS#1: ${name}`, async () => {
      const value = real(lines);
      assert.ok(!value.includes("\n"), value);
      const { keys } = await inspectKeys(value);
      assert.equal(keys[0]?.verdict.accepted, true, JSON.stringify(keys[0]));
      assert.deepEqual(keyFaults(lines), []);
    });
  }

  for (const [name, lines] of Object.entries(wrapped)) {
    it(`several lines: ${name}`, () => {
      assert.ok(real(lines).includes("\n"));
      assert.deepEqual(keyFaults(lines), ["key-base64-wrapped"]);
    });
  }

  for (const [name, [lines, rule]] of Object.entries(otherForms)) {
    it(`another form: ${name}`, async () => {
      const { keys } = await inspectKeys(real(lines));
      assert.match(JSON.stringify(keys[0]), format[rule] ?? /never/u);
      assert.deepEqual(keyFaults(lines), [rule]);
    });
  }
});

const keyRules = new Set(["key-base64-wrapped", "key-pem", "key-pkcs8"]);

/** The rules about the private key's form that a script breaks which connects with `K`. */
function keyFaults(lines: string): string[] {
  const connect =
    'azcmagent connect existing -s "$S" -g "$R" -n "$N" -l "$L" -t "$T" --vmid "$V" --private-key "$K"';
  const text = enrollment(extension, login, lines, createMachine, assignRelay, agentProxy, connect);
  const found = lint(text).filter((finding) => keyRules.has(finding.rule));
  assert.ok(found.length < 2, found.map(show).join("\n"));
  return found.map((finding) => finding.rule);
}
