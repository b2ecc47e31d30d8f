import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";

/** The lines of the examples about keys; each rule breaks one of them. */
export const keyLines = {
  file: `PEM="$(mktemp)"
trap 'rm -f "$PEM"' EXIT`,
  make: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$PEM"',
  privateHalf: 'PRIVATE_B64="$(openssl pkey -in "$PEM" -traditional -outform DER | openssl base64 -A)"',
  publicHalf: 'PUBLIC_B64="$(openssl rsa -in "$PEM" -RSAPublicKey_out -outform DER | openssl base64 -A)"',
} as const;

/** A whole enrollment that makes its key on the VM, with some of its lines changed. */
export function keyScript(changed: Partial<Record<keyof typeof keyLines, string>> = {}): string {
  const lines = { ...keyLines, ...changed };
  return enrollment(
    ...Object.values(lines),
    extension,
    login,
    createMachine,
    assignRelay,
    agentProxy,
    connect(),
  );
}
