/** `@types/node-forge` types the whole package only; these are the pieces that are loaded. */
declare module "node-forge/lib/asn1" {
  import { asn1 } from "node-forge";
  export default asn1;
}

declare module "node-forge/lib/pbe" {
  /** Loaded for its effect: it adds decryption to `pki`. */
  const pbe: unknown;
  export default pbe;
}

declare module "node-forge/lib/md5" {
  const md5: unknown;
  export default md5;
}

declare module "node-forge/lib/sha1" {
  const sha1: unknown;
  export default sha1;
}

declare module "node-forge/lib/sha256" {
  const sha256: unknown;
  export default sha256;
}

declare module "node-forge/lib/sha512" {
  const sha512: unknown;
  export default sha512;
}

declare module "node-forge/lib/forge" {
  import type * as all from "node-forge";
  /** Throws for a scheme, a key derivation or a cipher that forge does not have. */
  type GetCipher = (oid: string, parameters: all.asn1.Asn1, password: string) => all.cipher.BlockCipher;
  const forge: {
    asn1: typeof all.asn1;
    pki: typeof all.pki & { pbe: { getCipher: GetCipher } };
    util: typeof all.util;
  };
  export default forge;
}
