/** Mocha's root hooks of the workbench suite: a picture of every failure, and no browser left behind. */
import type { RootHookObject } from "mocha";
import { closeBrowser } from "./browser";
import { openWorkbenches } from "./workbench";

// A default SIGTERM would end mocha without the "exit" event on which servers are ended.
process.once("SIGTERM", () => process.exit(143));

export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test.fullTitle().replaceAll(/[^a-z0-9]+/gi, "-");
    for (const workbench of openWorkbenches()) {
      // A page that hangs gives no picture; the suite continues.
      const seen = await workbench.screenshot(`failed-${name}`).catch((error: unknown) => String(error));
      console.log(`      see ${seen}`);
    }
  },
  async afterAll() {
    for (const workbench of openWorkbenches())
      await workbench.close().catch((error: unknown) => {
        console.log(`      not closed: ${String(error)}`);
      });
    await closeBrowser();
  },
};
