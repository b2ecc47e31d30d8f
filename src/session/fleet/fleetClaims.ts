import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { claim, isClaimed, type Release } from "../storage/processClaim";

/** Which window deploys a fleet file: one at a time, as each would send what it sees missing. */
export class FleetClaims {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `undefined` while another window has it. Where there are no claims, everybody gets one. Never rejects. */
  async claim(file: string): Promise<Release | undefined> {
    try {
      await mkdir(this.#folder, { recursive: true });
      return await claim(this.#of(file));
    } catch {
      return () => Promise.resolve();
    }
  }

  /** Whether a window that lives deploys it. Never rejects. */
  async isClaimed(file: string): Promise<boolean> {
    return isClaimed(this.#of(file)).catch(() => false);
  }

  #of(file: string): string {
    return path.join(this.#folder, createHash("sha256").update(file).digest("hex").slice(0, 32));
  }
}
