import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { EnrollmentKeys } from "../../../../src/session/enrollment/enrollmentKeys";
import { SealedSecrets, type SecretStore } from "../../../../src/session/storage/sealedSecrets";

/** Secrets of a VS Code in a browser (1.139): one text, which a window reads when it opens and writes whole. */
class Browser {
  #text = "{}";

  openWindow(): SecretStore {
    const own = JSON.parse(this.#text) as Record<string, string>;
    const write = (): Promise<void> => {
      this.#text = JSON.stringify(own);
      return Promise.resolve();
    };
    return {
      get: (name) => Promise.resolve(own[name]),
      store: (name, value) => {
        own[name] = value;
        return write();
      },
      delete: (name) => {
        Reflect.deleteProperty(own, name);
        return write();
      },
    };
  }

  forget(): void {
    this.#text = "{}";
  }
}

describe("private keys in the storage of VS Code", () => {
  let folder: string;
  let browser: Browser;
  let lost: string[];
  /** Milliseconds that a window opens after now. */
  const later = 600_000;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-sealed-"));
    browser = new Browser();
    lost = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = (openedAt = Date.now()): EnrollmentKeys =>
    new EnrollmentKeys(
      new SealedSecrets({
        secrets: browser.openWindow(),
        folder,
        onLost: (name) => lost.push(name),
        now: () => openedAt,
      }),
    );

  it("are lost by a window that writes all secrets whole, where each is one of them", async () => {
    const [first, second] = [browser.openWindow(), browser.openWindow()];
    await new EnrollmentKeys(first).keep("lab01", "KEY-1");
    await new EnrollmentKeys(second).keep("lab02", "KEY-2");
    assert.equal(await new EnrollmentKeys(browser.openWindow()).read("lab01"), undefined);
  });

  it("are all there after the reload of any window, once each window has the sealing key", async () => {
    await open().keep("lab00", "KEY-0");
    const [first, second] = [open(), open()];
    await first.keep("lab01", "KEY-1");
    await second.keep("lab02", "KEY-2");
    for (const [id, key] of [
      ["lab00", "KEY-0"],
      ["lab01", "KEY-1"],
      ["lab02", "KEY-2"],
    ] as const) {
      assert.equal(await open().read(id), key);
      assert.equal(await second.read(id), key);
    }
    assert.deepEqual(lost, []);
  });

  it("are not made by a window that lacks the sealing key: it says to reload, and nothing is lost", async () => {
    const [first, second] = [open(), open()];
    await first.keep("lab01", "KEY-1");
    const reload = { code: "ReloadForKeys", nextMove: /Reload this window/ };
    await assert.rejects(second.keep("lab02", "KEY-2"), reload);
    await assert.rejects(second.read("lab01"), reload);
    const reloaded = open();
    await reloaded.keep("lab02", "KEY-2");
    assert.deepEqual([await open().read("lab01"), await open().read("lab02")], ["KEY-1", "KEY-2"]);
  });

  it("come through two windows that make the sealing key at the same moment", async () => {
    const [first, second] = [open(), open()];
    const made = await Promise.allSettled([first.keep("lab01", "KEY-1"), second.keep("lab02", "KEY-2")]);
    const kept = made.filter(({ status }) => status === "fulfilled").length;
    assert.equal(kept, 1, "the other one is told to reload");
    const found = [await open().read("lab01"), await open().read("lab02")];
    assert.equal(found.filter((key) => key !== undefined).length, kept);
  });

  it("are said to be lost, once, when the browser has forgotten the sealing key; a new one can be made", async () => {
    await open().keep("lab01", "KEY-1");
    browser.forget();
    const reloaded = open(Date.now() + later);
    assert.equal(await reloaded.read("lab01"), undefined);
    assert.equal(await reloaded.has("lab01"), false);
    assert.deepEqual(lost, ["enrollment/lab01/privateKey"]);
    await reloaded.keep("lab01", "KEY-2");
    assert.equal(await open(Date.now() + later).read("lab01"), "KEY-2");
  });

  it("make room for new ones at once where secrets do not outlive the window", async () => {
    const inMemory = (): SecretStore => new Browser().openWindow();
    const at = Date.now();
    const keysOf = (openedAt: number): EnrollmentKeys => {
      const options = {
        secrets: inMemory(),
        folder,
        onLost: (name: string) => void lost.push(name),
        now: () => openedAt,
      };
      return new EnrollmentKeys(new SealedSecrets(options));
    };
    await keysOf(at).keep("lab01", "KEY-1");
    const reloaded = keysOf(at + 60_000);
    assert.equal(await reloaded.read("lab01"), undefined);
    assert.deepEqual(lost, ["enrollment/lab01/privateKey"]);
    await reloaded.keep("lab02", "KEY-2");
    assert.equal(await reloaded.read("lab02"), "KEY-2");
  });

  it("live on in the window that has them, which stores the sealing key again", async () => {
    const secrets = browser.openWindow();
    const window = new SealedSecrets({ secrets, folder, onLost: (name) => lost.push(name) });
    const keys = new EnrollmentKeys(window);
    await keys.keep("lab01", "KEY-1");
    const [name = ""] = (await readdir(folder)).filter((file) => file === "current.json");
    const { keyId } = JSON.parse(await readFile(path.join(folder, name), "utf8")) as { keyId: string };
    await secrets.delete(`sealingKey/${keyId}`);
    assert.equal(await keys.read("lab01"), "KEY-1");
    assert.equal(await open().read("lab01"), "KEY-1");
  });

  it("stand in no file as they are, and are for the user only", async () => {
    await open().keep("lab01", "KEY-1");
    for (const name of await readdir(folder)) {
      const text = await readFile(path.join(folder, name), "utf8");
      assert.ok(!text.includes("KEY-1") && !text.includes(Buffer.from("KEY-1").toString("base64")), text);
    }
  });

  it("of before the sealed files are read, and erased with them", async () => {
    const secrets = browser.openWindow();
    await new EnrollmentKeys(secrets).keep("lab01", "KEY-1");
    const keys = open();
    assert.equal(await keys.read("lab01"), "KEY-1");
    await keys.erase("lab01");
    assert.equal(await keys.has("lab01"), false);
    assert.equal(await open().has("lab01"), false);
  });

  it("are refused where a file was renamed or changed", async () => {
    const keys = open();
    await keys.keep("lab01", "KEY-1");
    const [sealed = ""] = (await readdir(folder)).filter((file) => file.endsWith(".sealed"));
    const file = path.join(folder, sealed);
    const text = JSON.parse(await readFile(file, "utf8")) as { data: string };
    await writeFile(file, JSON.stringify({ ...text, data: Buffer.from("other").toString("base64") }));
    await utimes(file, 0, 0);
    assert.equal(await keys.read("lab01"), undefined);
    assert.deepEqual(lost, ["enrollment/lab01/privateKey"]);
  });
});
