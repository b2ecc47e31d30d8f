import asn1 from "node-forge/lib/asn1";
import type { asn1 as types } from "node-forge";

/** One half of an RSA key as PKCS#1 DER (RFC 8017, appendix A.1). `toJSON` leaves the bytes out, so no log can print them. */
export class RsaKey {
  readonly half: "private" | "public";
  readonly #der: Buffer;
  readonly #modulus: string;
  readonly #exponent: string;

  /** Throws when `der` is not one whole PKCS#1 value of that half. */
  constructor(half: "private" | "public", der: Uint8Array) {
    this.half = half;
    this.#der = Buffer.from(der);
    const numbers = integers(parseDer(this.#der));
    const [modulus, exponent] = half === "private" ? numbers.slice(1) : numbers;
    if (numbers.length !== (half === "private" ? 9 : 2) || modulus === undefined || exponent === undefined) {
      throw new Error(`not a PKCS#1 ${half} key`);
    }
    this.#modulus = modulus;
    this.#exponent = exponent;
  }

  /** PKCS#1 DER. For a private key this is the secret itself. */
  get der(): Buffer {
    return Buffer.from(this.#der);
  }

  get bits(): number {
    return BigInt(`0x${this.#modulus}`).toString(2).length;
  }

  /** Same modulus and same public exponent: two keys of one pair. */
  belongsWith(other: RsaKey): boolean {
    return this.#modulus === other.#modulus && this.#exponent === other.#exponent;
  }

  /** The public key; a public key gives itself. */
  publicHalf(): RsaKey {
    if (this.half === "public") return this;
    const bytes = [this.#modulus, this.#exponent].map((hex) => integerBytes(BigInt(`0x${hex}`)));
    return new RsaKey("public", integerSequence(bytes));
  }

  /**
   * Whether the numbers of a private key fit together, as Go's `x509.ParsePKCS1PrivateKey` (which the agent uses) wants:
   * the primes multiply to the modulus, and the exponents are inverse modulo each prime less one.
   */
  isConsistent(): boolean {
    if (this.half === "public") return true;
    const [n = 0n, e = 0n, d = 0n, p = 0n, q = 0n] = integers(parseDer(this.#der))
      .slice(1)
      .map((hex) => BigInt(`0x${hex}`));
    return p > 1n && q > 1n && p * q === n && (e * d) % (p - 1n) === 1n && (e * d) % (q - 1n) === 1n;
  }

  toJSON(): { half: string; bits: number } {
    return { half: this.half, bits: this.bits };
  }
}

/** Parses exactly one DER value; throws when bytes are missing or left over. */
export function parseDer(der: Uint8Array): types.Asn1 {
  return asn1.fromDer(Buffer.from(der).toString("latin1"), true);
}

/** The INTEGER members of a SEQUENCE in order, in hexadecimal. */
export function integers(sequence: types.Asn1): string[] {
  if (typeof sequence.value === "string") return [];
  return sequence.value.flatMap((member) =>
    member.tagClass === asn1.Class.UNIVERSAL &&
    member.type === asn1.Type.INTEGER &&
    typeof member.value === "string"
      ? [
          Buffer.from(member.value, "latin1")
            .toString("hex")
            .replace(/^0+(?=.)/, ""),
        ]
      : [],
  );
}

/** DER of a SEQUENCE of INTEGER from their big-endian two's-complement bytes. */
export function integerSequence(values: readonly Uint8Array[]): Buffer {
  const members = values.map((value) =>
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, Buffer.from(value).toString("latin1")),
  );
  const sequence = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, members);
  return Buffer.from(asn1.toDer(sequence).getBytes(), "latin1");
}

/** A natural number as the bytes of an INTEGER: a leading zero where the first bit is set. */
export function integerBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}
