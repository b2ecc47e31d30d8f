import { missingFlag } from "./missingFlag";

export const connectWithoutPrivateKey = missingFlag({
  flag: "--private-key",
  names: "the private key that belongs to the machine's public key, base64 of PKCS#1 DER",
  why: "With this key, the agent proves that it is the machine that was created.",
  sample: "$PRIVATE_B64",
  unless: "--use-saved-key",
});
