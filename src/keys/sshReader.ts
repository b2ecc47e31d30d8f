/** Length-prefixed fields of RFC 4251, section 5; each method throws `RangeError` past the end. */
export class SshReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  number(): number {
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  field(): Buffer {
    const length = this.number();
    if (this.#at + length > this.#bytes.length) throw new RangeError("field past the end");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return this.field().toString("latin1");
  }
}
