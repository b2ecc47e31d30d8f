import forge from "node-forge/lib/forge";

/**
 * Stands in the built code for the parts `rsa` and `random` of node-forge (1.4), of which only `pbe` is a user: 16 KB of the package.
 * We open encrypted keys and never encrypt one; what `pbe` opens stays the ASN.1 that it read.
 */
const same = (key: unknown): unknown => key;
const pki = { ...forge.pki, privateKeyFromAsn1: same, privateKeyToAsn1: same };
Object.assign(forge, { jsbn: {}, pki });
