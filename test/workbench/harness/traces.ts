/** Where a secret may have been left: every file of the server, and what the page keeps for the extension. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Workbench } from "./workbench";

/** All that the page's databases and storages hold, as one text: a web workbench keeps `globalState` there. */
const dump = `(async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      found.push(name, store, JSON.stringify([await answer(objects.getAllKeys()), await answer(objects.getAll())]));
    }
    database.close();
  }
  return found.join("\\n");
})()`;

export interface Trace {
  /** A file's path in the server's folder, or "the page". */
  readonly where: string;
  readonly text: string;
}

/** Everything that is kept now. */
export async function traces({ server, page }: Workbench): Promise<readonly Trace[]> {
  const entries = await readdir(server.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }): Promise<Trace> => {
      const file = path.join(parentPath, name);
      // A file that is written again was removed since the folder was read: nothing of it is kept.
      const text = await readFile(file, "latin1").catch(() => "");
      return { where: path.relative(server.folder, file), text };
    }),
  );
  return [...texts, { where: "the page", text: await page.evaluate<string>(dump) }];
}
