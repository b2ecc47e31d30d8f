/** Messages that no honest page or host sends, for both sides of the wizard. */
import fc from "fast-check";
import { actionNames, dialectNames } from "../../../src/protocol";

/** Texts that do harm where somebody trusts them. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "toString",
    "</script><script>alert(1)</script>",
    'it\'s "quoted" `$(reboot)`',
    "\u202egnp.exe",
    "\u0000\u2028\ud800",
    "x".repeat(60_000),
    "-----BEGIN RSA PRIVATE KEY-----",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const names = fc.oneof(
  fc.constantFrom("turnTo", "setField", "readChoices", "setDialect", "check", "act", "run", "eval"),
  hostileText,
);

const fields = fc.constantFrom(
  "vmName",
  "creator",
  "subscriptionId",
  "vm.cpuCores",
  "vm.sshPublicKeys",
  "relayRole",
  "arcVmId",
  "outcomes",
  "id",
  "__proto__",
);

/** Arguments that may fit one request or another. */
const someArguments = fc.oneof(
  fc.anything(),
  fc.record(
    {
      page: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double(), hostileText),
      field: fc.oneof(fields, hostileText),
      value: fc.oneof(hostileText, fc.constantFrom("vm", "workstation", "amf02", "4"), fc.anything()),
      dialect: fc.oneof(fc.constantFrom(...dialectNames), hostileText),
      action: fc.oneof(fc.constantFrom(...actionNames), hostileText),
    },
    { requiredKeys: [] },
  ),
);

/** What a page could send, from nonsense to nearly right. */
export const pageMessage = fc.oneof(
  fc.anything(),
  fc.record(
    {
      nexusArc: fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, fc.anything()),
      kind: fc.oneof(
        { arbitrary: fc.constant("request"), weight: 5 },
        fc.constantFrom("abort", "ready", "reply", "model"),
        hostileText,
      ),
      id: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.anything()),
      name: names,
      args: someArguments,
    },
    { requiredKeys: ["nexusArc", "kind"] },
  ),
);

/** What a host could send, from nonsense to nearly right. */
export function hostMessage(model: unknown): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.anything(),
    fc.record(
      {
        nexusArc: fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, fc.anything()),
        kind: fc.oneof(fc.constantFrom("model", "reply", "failed", "request"), hostileText),
        id: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.anything()),
        value: fc.anything(),
        failure: fc.oneof(fc.record({ cause: hostileText, nextMove: hostileText }), fc.anything()),
        model: fc.oneof(fc.constant(model), fc.anything(), broken(model)),
      },
      { requiredKeys: ["nexusArc", "kind"] },
    ),
  );
}

/** A model with one of its fields replaced. */
function broken(model: unknown): fc.Arbitrary<unknown> {
  const keys = typeof model === "object" && model !== null ? Object.keys(model) : [];
  return fc
    .tuple(fc.constantFrom(...keys), fc.anything())
    .map(([key, value]) => ({ ...(model as object), [key]: value }));
}
