import type { Slices } from "../slices";
import { commandCode, type CommandCode } from "./commandCode";

/** The code for commands as a part of the program, with nothing to await; for the command line, assistants and tests. */
export function* wholeCode(): Slices<CommandCode> {
  return commandCode;
}
