import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { agentCodes } from "../../../../src/enrollment/diagnose/agentCodes";
import { diagnose } from "../../../../src/enrollment/diagnose/diagnose";
import { run } from "../../cli/run";

const codesFile = path.resolve(import.meta.dirname, "../../../../../shared/data/azcmagent/error-codes.json");

/** Lines as they stand in real logs, and what must be said about them. */
const lines: [line: string, id: string, step: number, cause: RegExp, fix: RegExp][] = [
  ["FATAL asn1: structure error: tags don't match", "pkcs8-key", 10, /PKCS#1/, /convert/],
  [
    "az: error: unrecognized arguments: --msi-resource-id /subscriptions/x",
    "msi-resource-id",
    6,
    /no option/,
    /--resource-id/,
  ],
  [
    "az: error: unrecognized arguments: --resource-id /subscriptions/x",
    "old-azure-cli",
    4,
    /too old/,
    /2\.75/,
  ],
  [
    "ERROR: Failed to log in with system-assigned managed identity",
    "sign-in-failed",
    6,
    /system-assigned/,
    /Name the identity.*create the VM again/,
  ],
  ["ERROR: Failed to retrieve access token", "token-failed", 6, /No access token/, /steps 1, 2 and 5/],
  [
    "curl: (56) CONNECT tunnel failed, response 403 for packages.microsoft.com",
    "egress-refused",
    5,
    /packages\.microsoft\.com/,
    /additionalEgressEndpoints/,
  ],
  [
    "HTTPSConnectionPool(host='gbl.his.arc.azure.com', port=443): Max retries (Caused by ProxyError('Cannot connect', OSError('Tunnel connection failed: 403 Forbidden')))",
    "egress-refused",
    5,
    /gbl\.his\.arc\.azure\.com/,
    /gbl\.his/,
  ],
  [
    "curl: (7) Failed to connect to 169.254.0.11 port 3128: Connection refused",
    "proxy-unreachable",
    5,
    /does not accept connections/,
    /169\.254\.0\.11:3128/,
  ],
  [
    "curl: (6) Could not resolve host: aka.ms",
    "dns-without-proxy",
    5,
    /aka\.ms/,
    /before the first download/,
  ],
  [
    "(MissingSubscriptionRegistration) The subscription is not registered to use namespace 'Microsoft.HybridCompute'.",
    "provider-not-registered",
    7,
    /Microsoft\.HybridCompute/,
    /az provider register/,
  ],
  [
    "(AuthorizationFailed) The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.NetworkCloud/virtualMachines/assignRelay/action' over scope '/subscriptions/s' or the scope is invalid.",
    "not-authorized",
    2,
    /assignRelay\/action on \/subscriptions\/s/,
    /new token/,
  ],
  [
    "TypeError: Unable to shellify type 'dict'. Expected list, string, tuple. Got: {'echo a': 'b'}",
    "runcmd-item",
    3,
    /mapping/,
    /quotation marks/,
  ],
  ["Error: AZCM0018: run as root", "AZCM0018", 10, /root/, /sudo/],
  ["azcmagent connect existing: exit status 81", "AZCM0081", 10, /certificate/, /enroll again/],
];

describe("diagnose", () => {
  for (const [line, id, step, cause, fix] of lines) {
    it(`marks ${id} in its place: ${line.slice(0, 40)}…`, () => {
      const found = diagnose(`2026-03-01 cloud-init: ok\n${line}\nnext line`);
      assert.equal(found.length, 1, JSON.stringify(found));
      const [only] = found;
      assert.deepEqual([only!.id, only!.step, only!.line], [id, step, 1]);
      assert.match(only!.cause, cause);
      assert.match(only!.fix, fix);
      assert.ok(only!.start < only!.end && only!.end <= line.length);
    });
  }

  it("knows every documented error code and exit code, in words of its own", function () {
    if (!existsSync(codesFile)) assert.fail("The shared test data is not beside the project.");
    const { errorCodes, exitCodes } = JSON.parse(readFileSync(codesFile, "utf8")) as {
      errorCodes: { code: string; meaning: string; remedy: string }[];
      exitCodes: Record<string, string | number>[];
    };
    const numbers = [
      ...errorCodes.map(({ code }) => Number(code.slice(4))),
      ...exitCodes.map((exit) => Number(Object.values(exit)[0])),
    ];
    for (const number of numbers.filter((each) => each !== 0)) {
      const known = agentCodes.get(number);
      assert.ok(known !== undefined, `AZCM${number}`);
      for (const { meaning, remedy } of errorCodes)
        assert.ok(known.cause !== meaning && known.fix !== remedy);
    }
    assert.deepEqual(
      [...agentCodes.keys()].filter((number) => !numbers.includes(number)),
      [],
      "no code that is not documented",
    );
  });

  it("names the action and scope that is missing, not the one that is there", () => {
    // Text of Azure Resource Manager, printed by azure-cli 2.45.0.
    const [found] = diagnose(
      "(LinkedAuthorizationFailed) The client 'c' with object id 'o' has permission to perform action 'A/write' on scope 's'; however, it does not have permission to perform action(s) 'B/deploy/action' on the linked scope(s) 'l' (respectively)",
    );
    assert.match(found?.cause ?? "", /B\/deploy\/action on l\./);
    assert.doesNotMatch(found?.cause ?? "", /A\/write/);
  });

  it("trusts the words behind an agent's code where they contradict the number", () => {
    const of = (line: string): string => diagnose(line)[0]?.cause ?? "";
    // azcmagent 1.7 (MicrosoftDocs/azure-docs issue 77734); the documentation of July 2021 numbers so.
    assert.match(of("INFO[0032] Exit Code:  AZCM0104: Failed To Get OS Information"), /operating system/);
    assert.match(of("Exit Code: AZCM0068: internal error occurred while disconnecting"), /Disconnecting/);
    assert.match(
      of("Exit Code: AZCM0105: Something that no list has"),
      /reports: Something that no list has/,
    );
    // Where they agree, the number's meaning stays.
    assert.match(of("INFO    Exit Code:  AZCM0043: Failed to Delete Resource"), /did not delete/);
    assert.match(of("Exit Code: AZCM0070: Unable To Obtain Local Config"), /no configuration/);
    assert.match(of("INFO    AZCM0026: Network Error"), /cannot be reached/);
    assert.match(of("Error: AZCM0104"), /private key/);
  });

  it("takes a refused himds.sock for a service that does not run, and a request of az to it for the agent's interference", () => {
    const [service] = diagnose("dial unix /var/opt/azcmagent/socks/himds.sock: connect: connection refused");
    assert.equal(service?.id, "agent-not-running");
    const [az] = diagnose(
      "HTTPConnectionPool(host='localhost', port=40342): Max retries exceeded with url: /metadata/identity/oauth2/token (Caused by NewConnectionError(': Failed to establish a new connection: [Errno 111] Connection refused'))",
    );
    assert.equal(az?.id, "agent-blocks-sign-in");
  });

  it("names an identity first and creates the VM again last", () => {
    const [found] = diagnose('{"error":"invalid_request","error_description":"Identity not found"}');
    assert.match(
      found?.fix ?? "",
      /^First name the identity.*--client-id.*--resource-id.*Create the VM again only if/,
    );
  });

  it("takes the host from the command above, and a 403 for the metadata service for a proxy in between", () => {
    const [egress] = diagnose(
      "+ curl -fsSL https://aka.ms/azcmagent -o i.sh\ncurl: (22) The requested URL returned error: 403",
    );
    assert.deepEqual([egress?.id, egress?.line], ["egress-refused", 1]);
    assert.match(egress?.cause ?? "", /aka\.ms/);
    const [metadata] = diagnose(
      "+ curl -fsS -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01'\ncurl: (22) The requested URL returned error: 403",
    );
    assert.equal(metadata?.id, "no-proxy-for-metadata");
  });

  it("tells each failure once, and what only follows from it not at all", () => {
    // az 2.45.0 against a proxy that refuses connections prints the same failure four times.
    const log = [
      "ERROR: Failed to connect to MSI. Please make sure MSI is configured correctly.",
      "Get Token request returned http error: 400, reason: Bad Request",
      "Err:1 http://archive.ubuntu.com/ubuntu jammy InRelease",
      "  403  Forbidden [IP: 169.254.0.11 3128]",
      "E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease  403  Forbidden [IP: 169.254.0.11 3128]",
      "E: The repository 'http://archive.ubuntu.com/ubuntu jammy InRelease' is not signed.",
      "/var/lib/cloud/instance/scripts/part-001: line 3: HOME: unbound variable",
      "2026-12-01 00:16:34,801 - cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts)",
    ].join("\n");
    assert.deepEqual(
      diagnose(log).map(({ id, line, repeats }) => [id, line, repeats]),
      [
        ["identity-not-found", 1, 0],
        ["egress-refused", 3, 1],
        ["home-unset", 6, 0],
      ],
    );
  });

  it("says that cloud-init repeats nothing after a restart, and which log names the reason", () => {
    const [script] = diagnose(
      "cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts)",
    );
    assert.match(script?.fix ?? "", /does not run it again: after a restart its status is done/);
    const [runcmd] = diagnose(
      "util.py[WARNING]: Running module runcmd (<module 'cloudinit.config.cc_runcmd' from '/usr/lib/python3/dist-packages/cloudinit/config/cc_runcmd.py'>) failed",
    );
    assert.match(runcmd?.fix ?? "", /only in \/var\/log\/cloud-init\.log/);
    const types = ["dict", "bool", "int"].map(
      (type) => diagnose(`TypeError: Unable to shellify type '${type}'.`)[0]?.cause,
    );
    assert.equal(new Set(types).size, 3);
  });

  it("finds nothing in a log of success", () => {
    const log =
      "[10/10] Connect: done\nInfo: Connected machine to Azure\nAgent Status : Connected\nexit code 0\nAZCM0000\n";
    assert.deepEqual(diagnose(log), []);
  });

  it("never throws, and stays inside the text", () => {
    const word = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...lines.map(([line]) => line), "AZCM0042", "\r\n", "'"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const log = words.join("");
        const rows = log.split("\n");
        for (const { line, start, end } of diagnose(log))
          assert.ok(start < end && end <= (rows[line]?.length ?? -1));
      }),
      { numRuns: 300 },
    );
  });

  it("answers on the command line with the findings as text or JSON, and exit codes 0, 1 and 2", async () => {
    const failed = await run(["diagnose", "-"], "Error: AZCM0145\n");
    assert.equal(failed.code, 1);
    assert.match(failed.output, /^-:1:8: step 9, AZCM0145: /);
    const json = await run(["diagnose", "--format", "json", "-"], "Error: AZCM0145\n");
    const [{ findings }] = JSON.parse(json.output) as [
      { findings: { range: { start: { character: number } } }[] },
    ];
    assert.equal(findings[0]!.range.start.character, 7);
    assert.equal((await run(["diagnose", "-"], "fine\n")).code, 0);
    assert.equal((await run(["diagnose", "no-such.log"])).code, 2);
  });
});
