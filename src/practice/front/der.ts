/** A value of ASN.1, as the library holds it. */
export interface DerValue {
  readonly value: unknown;
}

/** The part of `node-forge/lib/asn1` that writes DER. Its "binary" texts hold one byte a character. */
interface Asn1Library {
  create(tagClass: number, type: number, constructed: boolean, value: string | DerValue[]): DerValue;
  fromDer(bytes: string): DerValue;
  toDer(value: DerValue): { getBytes(): string };
  oidToDer(oid: string): { getBytes(): string };
  dateToUtcTime(date: Date): string;
}

/** Tags of ITU-T X.690. */
const universal = 0x00;
const contextSpecific = 0x80;
const tag = { boolean: 1, integer: 2, bits: 3, octets: 4, oid: 6, text: 12, sequence: 16, set: 17, time: 23 };
const commonName = "2.5.4.3";

export type DerWriter = ReturnType<typeof derWriter>;

/** Makes values of DER by the names that RFC 5280 uses. */
export function derWriter(asn1: Asn1Library) {
  const primitive = (type: number, bytes: Buffer): DerValue =>
    asn1.create(universal, type, false, bytes.toString("latin1"));
  const sequence = (...members: DerValue[]): DerValue => asn1.create(universal, tag.sequence, true, members);
  const toBytes = (value: DerValue): Buffer => Buffer.from(asn1.toDer(value).getBytes(), "latin1");
  const oid = (value: string): DerValue =>
    primitive(tag.oid, Buffer.from(asn1.oidToDer(value).getBytes(), "latin1"));
  const octets = (value: Buffer): DerValue => primitive(tag.octets, value);
  const yes = (): DerValue => primitive(tag.boolean, Buffer.from([0xff]));
  return {
    sequence,
    toBytes,
    oid,
    octets,
    yes,
    /** A name of one common name. */
    name: (value: string) =>
      sequence(
        asn1.create(universal, tag.set, true, [
          sequence(oid(commonName), primitive(tag.text, Buffer.from(value))),
        ]),
      ),
    integer: (value: Buffer) => primitive(tag.integer, value),
    /** `unused`: how many bits at the end do not count. */
    bits: (value: Buffer, unused = 0) => primitive(tag.bits, Buffer.concat([Buffer.from([unused]), value])),
    time: (value: Date) => primitive(tag.time, Buffer.from(asn1.dateToUtcTime(value))),
    /** An explicit tag round a value, and an implicit one instead of its own. */
    explicit: (number: number, value: DerValue) => asn1.create(contextSpecific, number, true, [value]),
    implicit: (number: number, value: Buffer) =>
      asn1.create(contextSpecific, number, false, value.toString("latin1")),
    read: (value: Buffer) => asn1.fromDer(value.toString("latin1")),
    extension: (id: string, weight: "critical" | "optional", value: DerValue) =>
      sequence(oid(id), ...(weight === "critical" ? [yes()] : []), octets(toBytes(value))),
  };
}
