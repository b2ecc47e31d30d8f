import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { readObject, readString } from "../../arm/decode";
import { armError } from "../../arm/errors";
import { createFile, readTextIfThere, replaceFile } from "../../arm/wholeFile";
import { say } from "../../l10n/sentence";
import { claim, isClaimed } from "./processClaim";

/** VS Code's encrypted storage, or whatever plays it. */
export interface SecretStore {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
}

export interface SealedSecretsOptions {
  readonly secrets: SecretStore;
  /** Shared by all windows; made when it is needed. */
  readonly folder: string;
  /** Told once of each secret that is there and that this window cannot open, nor will after a reload. */
  readonly onLost: (name: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Which sealing key is used now. */
const markerName = "current.json";
/** A page reads its secrets some moments before this code starts. In milliseconds. */
const startMargin = 20_000;
const algorithm = "aes-256-gcm";

/**
 * Secrets in files that are sealed by one key in VS Code's encrypted storage. A VS Code in a browser (1.139) keeps all secrets of
 * all extensions as one text, which each window reads once and writes whole: what another window has stored since is
 * lost. One key that is made once stands in every window's copy of that text; what is stored later is a file each.
 */
export class SealedSecrets implements SecretStore {
  readonly #options: SealedSecretsOptions;
  readonly #startedAt: number;
  /** Sealing keys that this window has seen: stored again when they are found missing. */
  readonly #held = new Map<string, Buffer>();
  readonly #toldLost = new Set<string>();

  constructor(options: SealedSecretsOptions) {
    this.#options = options;
    this.#startedAt = this.#now();
  }

  /** `undefined` when none is stored, or none can be opened any more. Throws `ArmError` when a reload of the window is needed. */
  async get(name: string): Promise<string | undefined> {
    const file = this.#fileOf(name);
    const text = await readTextIfThere(file);
    if (text === undefined) return this.#options.secrets.get(name);
    const sealed = readSealed(text);
    const key = sealed === undefined ? undefined : await this.#key(sealed.keyId);
    const value = sealed === undefined || key === undefined ? undefined : open(sealed, key, name);
    if (value !== undefined) return value;
    if (sealed !== undefined && key === undefined && (await this.#isElsewhere(file, sealed.keyId)))
      throw reloadNeeded();
    // Another window that is still open may have the key, so the file stays.
    if (!this.#toldLost.has(name)) this.#options.onLost(name);
    this.#toldLost.add(name);
    return undefined;
  }

  /** Throws `ArmError` when a reload is needed first, or the storage keeps nothing. */
  async store(name: string, value: string): Promise<void> {
    const { folder, secrets } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [keyId, key] = await this.#currentKey();
    await replaceFile(this.#fileOf(name), seal(keyId, key, name, value));
    if ((await this.get(name)) !== value) throw notKept();
    this.#toldLost.delete(name);
    if ((await secrets.get(name)) !== undefined) await secrets.delete(name);
  }

  async delete(name: string): Promise<void> {
    await rm(this.#fileOf(name), { force: true });
    await this.#options.secrets.delete(name);
  }

  async #currentKey(): Promise<readonly [id: string, key: Buffer]> {
    const marker = path.join(this.#options.folder, markerName);
    const id = await readMarker(marker);
    if (id === undefined) return this.#makeKey(marker);
    const key = await this.#key(id);
    if (key !== undefined) return [id, key];
    if (await this.#isElsewhere(marker, id)) throw reloadNeeded();
    await rm(marker, { force: true });
    return this.#makeKey(marker);
  }

  /** One window makes it; the others find the marker, and get the key with their next reload. */
  async #makeKey(marker: string): Promise<readonly [id: string, key: Buffer]> {
    const { secrets } = this.#options;
    const id = randomBytes(8).toString("hex");
    const key = randomBytes(32);
    if (!(await createFile(marker, JSON.stringify({ keyId: id })))) return this.#currentKey();
    // Held until this process ends: others see by it that the key is still in a window.
    await claim(this.#claimOf(id));
    await secrets.store(keyName(id), key.toString("base64"));
    if ((await this.#key(id)) !== undefined) return [id, key];
    await rm(marker, { force: true });
    throw notKept();
  }

  async #key(id: string): Promise<Buffer | undefined> {
    const { secrets } = this.#options;
    const kept = await secrets.get(keyName(id));
    const held = this.#held.get(id);
    if (kept === undefined && held !== undefined) await secrets.store(keyName(id), held.toString("base64"));
    const key = kept === undefined ? held : Buffer.from(kept, "base64");
    if (key?.length !== 32) return undefined;
    this.#held.set(id, key);
    return key;
  }

  /**
   * Does another window have the key of `file`? It does when the file was written after this window read its secrets. Where secrets
   * do not outlive a reload, the file is older, and nobody has the key.
   */
  async #isElsewhere(file: string, keyId: string): Promise<boolean> {
    const { mtimeMs } = await stat(file);
    if (mtimeMs > this.#startedAt) return true;
    return mtimeMs > this.#startedAt - startMargin && (await isClaimed(this.#claimOf(keyId)));
  }

  #claimOf(keyId: string): string {
    return path.join(this.#options.folder, `${keyId}.maker`);
  }

  #fileOf(name: string): string {
    const digest = createHash("sha256").update(name).digest("hex").slice(0, 32);
    return path.join(this.#options.folder, `${digest}.sealed`);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

const keyName = (id: string): string => `sealingKey/${id}`;

interface Sealed {
  readonly keyId: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** The name is authenticated with the value: a file that is renamed opens nothing. */
function seal(keyId: string, key: Buffer, name: string, value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  const base64 = (bytes: Buffer): string => bytes.toString("base64");
  return JSON.stringify({ keyId, iv: base64(iv), tag: base64(cipher.getAuthTag()), data: base64(data) });
}

function open({ iv, tag, data }: Sealed, key: Buffer, name: string): string | undefined {
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, "base64"), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, "base64"));
    return Buffer.concat([decipher.update(Buffer.from(data, "base64")), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function readSealed(text: string): Sealed | undefined {
  const value = parse(text);
  const [keyId, iv, tag, data] = ["keyId", "iv", "tag", "data"].map((name) => readString(value[name]));
  if (keyId === undefined || iv === undefined || tag === undefined || data === undefined) return undefined;
  return { keyId, iv, tag, data };
}

async function readMarker(file: string): Promise<string | undefined> {
  const text = await readTextIfThere(file);
  return text === undefined ? undefined : readString(parse(text)["keyId"]);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return readObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function reloadNeeded() {
  return armError(
    "conflict",
    "ReloadForKeys",
    {},
    {
      causeText: say`Another window created the key that protects private keys, and this window does not have it yet.`,
      nextMove: say`Reload this window, then retry.`,
      retryable: false,
    },
  );
}

function notKept() {
  return armError(
    "conflict",
    "SecretNotKept",
    {},
    {
      causeText: say`VS Code's encrypted storage did not store the private key.`,
      nextMove: say`Check the keyring of this machine, or the site data of this browser, then retry.`,
      retryable: false,
    },
  );
}
