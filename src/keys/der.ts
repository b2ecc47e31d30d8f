/** Reads what forge has parsed of DER (ITU-T X.690). */
import asn1 from "node-forge/lib/asn1";
import type { asn1 as types } from "node-forge";

/** The members of a constructed value; none of a primitive one. */
export function membersOf(node: types.Asn1 | undefined): readonly types.Asn1[] {
  return node === undefined || typeof node.value === "string" ? [] : node.value;
}

/** Whether `node` has this universal type. */
export function isType(node: types.Asn1 | undefined, type: types.Type): node is types.Asn1 {
  return node?.tagClass === asn1.Class.UNIVERSAL && node.type === type;
}

/** The content bytes of a primitive; forge also parses what stands inside an OCTET or BIT STRING, which is put back here. */
export function contentOf(node: types.Asn1): Buffer {
  if (typeof node.value === "string") return Buffer.from(node.value, "latin1");
  const inner = node.value.map((member) => asn1.toDer(member).getBytes()).join("");
  const unusedBits = node.type === asn1.Type.BITSTRING ? "\0" : "";
  return Buffer.from(unusedBits + inner, "latin1");
}

/** An object identifier in dotted form; empty when `node` is none. */
export function oidOf(node: types.Asn1 | undefined): string {
  return isType(node, asn1.Type.OID) ? asn1.derToOid(contentOf(node).toString("latin1")) : "";
}
