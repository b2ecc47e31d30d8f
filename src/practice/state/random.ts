/** A repeatable source of pseudo-random values. Not for secrets. */
export class Random {
  #state: number;

  constructor(seed: string | number) {
    this.#state = startOf(seed);
  }

  /** Where the sequence stands: a new `Random(state)` continues from here. */
  get state(): number {
    return this.#state;
  }

  /** Continues from a `state`, or starts again with a seed. */
  goTo(seed: string | number): void {
    this.#state = startOf(seed);
  }

  /** A number in [0, 1). Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = "";
    for (let left = digits; left > 0; left -= 8) {
      const bits = this.below(0x1_0000_0000);
      text += pair(bits >>> 24) + pair(bits >>> 16) + pair(bits >>> 8) + pair(bits);
    }
    return text.slice(0, digits);
  }

  /** An RFC 9562 version 4 UUID in lower case. */
  guid(): string {
    const digits = this.hex(32);
    const variant = "89ab".charAt(this.below(4));
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

function startOf(seed: string | number): number {
  return typeof seed === "number" ? seed >>> 0 : hash(seed);
}

const pairs = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));

/** The lowest eight bits as two digits. */
function pair(bits: number): string {
  return pairs[bits & 255] ?? "00";
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
