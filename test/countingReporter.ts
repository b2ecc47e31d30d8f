/**
 * The mocha reporter of `npm test`: prints failures only, and writes the counts to the file that the environment
 * variable NEXUS_ARC_COUNTS names, for `scripts/test.ts` to add up.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class CountingReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      if (this.stats.failures > 0) this.epilogue();
      const counts = { passed: this.stats.passes, failed: this.stats.failures };
      const file = process.env["NEXUS_ARC_COUNTS"];
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
    });
  }
}
