import type { CommandSource } from "./command";
import type { MappedText } from "./text/mappedText";

/** Which language a text is read as. Other interpreters are not read. */
export type Dialect = "sh" | "bash";

/** A text that one shell reads from its start to its end. */
export interface Program {
  readonly source: MappedText;
  /** Left out where nothing says which shell reads it. */
  readonly dialect: Dialect | undefined;
  readonly place: CommandSource;
  /** `items`: the items of a `runcmd` or `bootcmd`, joined. `caller`: the shell itself reads it, by `eval` or a dot. */
  readonly form: "script" | "items" | "caller";
  /** The texts that the tolerant parser has read without an error, where they are all of it. */
  readonly parsed: readonly MappedText[] | undefined;
}

/** The items of a `runcmd` or `bootcmd`; they are put together once somebody asks for the text. */
export function itemsProgram(
  script: () => MappedText,
  place: CommandSource,
  parsed: readonly MappedText[] | undefined,
): Program {
  let made: MappedText | undefined;
  return {
    get source() {
      return (made ??= script());
    },
    dialect: "sh",
    place,
    form: "items",
    parsed,
  };
}

/** The shell of a file that is written and never run here: by its first line, or any shell by its name. */
export function fileProgram(
  path: string,
  source: MappedText,
  interpreter: Dialect | undefined,
): Program | undefined {
  const place = { kind: "file", path } as const;
  if (source.text.startsWith("#!")) {
    return interpreter && { source, dialect: interpreter, place, form: "script", parsed: undefined };
  }
  if (path.endsWith(".bash")) return { source, dialect: "bash", place, form: "script", parsed: undefined };
  return path.endsWith(".sh")
    ? { source, dialect: undefined, place, form: "script", parsed: undefined }
    : undefined;
}
