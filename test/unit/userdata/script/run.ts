import { finish } from "../../../../src/userdata/slices";
import type { Dialect } from "../../../../src/userdata/script/programs";
import type { ShellAnalysis } from "../../../../src/userdata/script/analyse";
import { analyse } from "../../../../src/userdata/script/analyse";
import type { ShellCommand } from "../../../../src/userdata/script/command";
import { plainText } from "../../../../src/userdata/script/text/mappedText";
import { written } from "../../../../src/userdata/script/value";

/** Follows one script as cloud-init would run it. */
export function run(text: string, dialect: Dialect = "bash"): ShellAnalysis {
  return finish(
    analyse([
      {
        kind: "script",
        source: plainText(text),
        dialect,
        place: { kind: "script", folder: "scripts", everyBoot: false },
      },
    ]),
  );
}

/** The words of a command as a reader would write them. */
export function line(command: ShellCommand): string {
  return command.words.map((word) => written(word.value)).join(" ");
}

/** All command lines of a script in the order of its run. */
export function lines(text: string): string[] {
  return run(text)
    .commands.filter((command) => command.words.length > 0)
    .map(line);
}

/** The command of a script with this program; the first one. */
export function command(text: string, program: string): ShellCommand {
  const found = run(text).commands.find((each) => each.program === program);
  if (found === undefined) throw new Error(`no ${program} in ${text}`);
  return found;
}
