import { generateKeyPair as generate } from "node:crypto";
import { promisify } from "node:util";
import { findProgram } from "../../scripts/lib/debian";
import { run } from "../../scripts/lib/run";
import { enrollmentKeyBits, generateKeyPair } from "../../src/keys/pair";
import { NotMeasured, timeByTurns, timesFaster, timesTheirs, type Bench } from "./bench";

const generateAsync = promisify(generate);
/** Finding primes takes a random time, so the median needs many rounds. */
const rounds = 60;

/** The programs that the enrollment article runs to make a pair, one after the other, with its temporary file. */
const articleScript = `
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:${enrollmentKeyBits} -out "$folder/key.pem" 2>/dev/null
PRIVATE_B64="$(openssl pkey -in "$folder/key.pem" -traditional -outform DER | openssl base64 -A)"
PUBLIC_B64="$(openssl rsa -in "$folder/key.pem" -RSAPublicKey_out -outform DER 2>/dev/null | openssl base64 -A)"
test -n "$PRIVATE_B64" && test -n "$PUBLIC_B64"
`;

export const benches: readonly Bench[] = [
  {
    name: "key pair against the article's bash script",
    method: `Median of ${rounds} pairs by turns: ours in one process, theirs by bash with five openssl processes.`,
    target: { atLeast: 2 },
    whyMissed:
      "The search for the two primes is the same in both, by the same OpenSSL, and is all that ours takes (the next line). It is more than half of theirs, so nothing that makes such a key can be twice as fast.",
    measure: async () => {
      if (findProgram("openssl") === undefined) throw new NotMeasured("openssl is not installed");
      return timesFaster(
        await timeByTurns(generateKeyPair, () => run("bash", ["-c", articleScript]), rounds),
      );
    },
  },
  {
    name: "key pair against bare node:crypto",
    method: `Median of ${rounds} pairs by turns, RSA ${enrollmentKeyBits} as DER without base64.`,
    target: { atMost: 1.1 },
    measure: async () => {
      const bare = (): Promise<unknown> =>
        generateAsync("rsa", {
          modulusLength: enrollmentKeyBits,
          publicKeyEncoding: { type: "pkcs1", format: "der" },
          privateKeyEncoding: { type: "pkcs1", format: "der" },
        });
      return timesTheirs(await timeByTurns(generateKeyPair, bare, rounds));
    },
  },
];
