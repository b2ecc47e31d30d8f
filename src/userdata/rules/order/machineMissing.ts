import { say } from "../../../l10n/sentence";
import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import { connectsExisting } from "../facts/azure/agent";
import type { Rule } from "../rule";

const makeKeys = `PEM="$(mktemp)"
trap 'rm -f "$PEM"' EXIT
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$PEM"
PRIVATE_B64="$(openssl pkey -in "$PEM" -traditional -outform DER | openssl base64 -A)"
PUBLIC_B64="$(openssl rsa -in "$PEM" -RSAPublicKey_out -outform DER | openssl base64 -A)"`;

export const machineMissing: Rule = {
  id: "machine-missing",
  severity: "error",
  title: "Key generated here, but no machine created with it",
  why: "The agent authenticates with the private key. Azure knows the machine only if the public key was sent with the machine resource.",
  fix: "Create the machine resource (the PUT of Microsoft.HybridCompute/machines) with `clientPublicKey` before connecting.",
  bad: enrollment(makeKeys, extension, login, assignRelay, agentProxy, connect()),
  good: enrollment(makeKeys, extension, login, createMachine, assignRelay, agentProxy, connect()),
  *check({ steps }) {
    const connected = steps.connects.find(({ command }) => connectsExisting(command));
    const key = steps.keys[0];
    if (connected === undefined || key === undefined || steps.machines.length > 0) return;
    yield {
      span: connected.command.span,
      message: say`This connects with a key that this script generates, but nothing creates the machine resource with its public key.`,
      related: [{ span: key.command.span, message: say`The key is generated here.` }],
    };
  },
};
