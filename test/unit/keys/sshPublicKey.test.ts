/** What is a public key, judged by `ssh-keygen -l -f` of OpenSSH 9.2 and later. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { sshPublicKeyProblem } from "../../../src/keys/sshPublicKey";

const field = (bytes: Uint8Array | string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, Buffer.from(bytes)]);
};
const lineOf = (type: string, ...fields: readonly (Uint8Array | string)[]): string =>
  `${type} ${Buffer.concat([type, ...fields].map(field)).toString("base64")} me@work`;

describe("an SSH public key", () => {
  let folder: string;
  const keys: Record<string, string> = {};

  /** Whether ssh-keygen reads the line as a key. */
  function opensshReads(line: string): boolean {
    const file = path.join(folder, "candidate.pub");
    writeFileSync(file, `${line}\n`);
    return spawnSync("ssh-keygen", ["-l", "-f", file], { stdio: "ignore" }).status === 0;
  }

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-ssh-"));
    const make = (name: string, ...args: string[]): string => {
      const file = path.join(folder, name);
      execFileSync("ssh-keygen", ["-q", "-N", "", "-C", "me@work", "-f", file, ...args]);
      return readFileSync(`${file}.pub`, "utf8").trim();
    };
    keys["rsa"] = make("rsa", "-t", "rsa", "-b", "2048");
    keys["ed25519"] = make("ed25519", "-t", "ed25519");
    for (const bits of ["256", "384", "521"]) keys[`ecdsa ${bits}`] = make(bits, "-t", "ecdsa", "-b", bits);
    const blob = (line: string): Buffer => Buffer.from(line.split(" ")[1] ?? "", "base64");
    // A security key's line is the plain key's with the application behind it; making one wants the device.
    keys["sk-ed25519"] = lineOf("sk-ssh-ed25519@openssh.com", blob(keys["ed25519"]).subarray(-32), "ssh:");
    keys["sk-ecdsa"] = lineOf(
      "sk-ecdsa-sha2-nistp256@openssh.com",
      "nistp256",
      blob(keys["ecdsa 256"] ?? "").subarray(-65),
      "ssh:",
    );
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is taken in every type that OpenSSH has, with and without a comment", () => {
    for (const [name, line] of Object.entries(keys)) {
      assert.ok(opensshReads(line), name);
      assert.equal(sshPublicKeyProblem(line), undefined, name);
      assert.equal(sshPublicKeyProblem(line.split(" ").slice(0, 2).join(" ")), undefined, name);
      assert.equal(sshPublicKeyProblem(line.replace(" ", "\t")), undefined, name);
    }
  });

  it("is refused where its data is of another type than its first word (az 2.45 to 2.91 leaves such a key out)", () => {
    for (const [name, line] of Object.entries(keys))
      for (const [other, otherLine] of Object.entries(keys)) {
        if (name === other) continue;
        const mixed = `${line.split(" ")[0] ?? ""} ${otherLine.split(" ").slice(1).join(" ")}`;
        assert.match(sshPublicKeyProblem(mixed) ?? "", /^It starts with .* has the type /, mixed);
      }
  });

  const { stringify } = JSON;
  const spoilt: readonly [name: string, spoil: (line: string) => string, says: RegExp][] = [
    ["cut off", (line) => line.slice(0, 60), /not base64|damaged/],
    ["without its last character", (line) => line.replace(/.(=*) me@work$/, "$1"), /not base64|damaged/],
    ["in base64 of the URL kind", (line) => line.replace(/AAAA/, "AA-_"), /not base64/],
    ["wrapped", (line) => `${line.slice(0, 40)}\n${line.slice(40)}`, /line break/],
    ["of a file with CRLF and a second key", (line) => `${line}\r\n${line}`, /line break/],
    ["with options", (line) => `from="10.0.0.0/8",no-pty ${line}`, /preceded by options/],
    ["without its type", (line) => line.replace(/^\S+ /, ""), /does not start with a key type/],
    ["of DSA", (line) => line.replace(/^\S+/, "ssh-dss"), /does not start with a key type/],
    ["a certificate", (line) => line.replace(/^\S+/, "ssh-rsa-cert-v01@openssh.com"), /certificate/],
    ["empty", () => "", /does not start with a key type/],
    [
      "with bytes behind it",
      (line) => lineAfter(line, (bytes) => Buffer.concat([bytes, field("x")])),
      /damaged/,
    ],
  ];
  for (const [name, spoil, says] of spoilt) {
    it(`is refused ${name}`, () => {
      for (const line of Object.values(keys)) {
        const bad = spoil(line);
        assert.match(sshPublicKeyProblem(bad) ?? "", says, stringify(bad));
      }
    });
  }

  it("is judged as ssh-keygen does after one changed byte of its data", () => {
    const lines = Object.values(keys);
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.nat(400),
        fc.integer({ min: 1, max: 255 }),
        (line, place, difference) => {
          const changed = lineAfter(line, (bytes) => {
            const at = place % bytes.length;
            bytes[at] = (bytes[at] ?? 0) ^ difference;
            return bytes;
          });
          assert.equal(sshPublicKeyProblem(changed) === undefined, opensshReads(changed), changed);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function lineAfter(line: string, change: (bytes: Buffer) => Buffer): string {
  const [type = "", data = "", ...comment] = line.split(" ");
  return [type, change(Buffer.from(data, "base64")).toString("base64"), ...comment].join(" ");
}
