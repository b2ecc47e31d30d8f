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

declare module "node-forge/lib/forge" {
  import type * as all from "node-forge";
  const forge: { pki: typeof all.pki };
  export default forge;
}
