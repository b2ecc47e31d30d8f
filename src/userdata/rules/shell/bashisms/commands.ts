import { say } from "../../../../l10n/sentence";
import type { Command, Word } from "unbash";
import { does } from "./bashism";
import type { Bashism } from "./bashism";

/** Commands that only bash has, with what does the same. */
const missing: Readonly<Record<string, string | undefined>> = {
  bind: "",
  builtin: say`Use command.`,
  caller: "",
  compgen: "",
  complete: "",
  declare: say`Write NAME=value.`,
  dirs: "",
  disown: say`Use nohup or setsid.`,
  enable: "",
  fc: "",
  history: "",
  let: "Use $(( )).",
  logout: say`Use exit.`,
  mapfile: say`Use while read.`,
  popd: say`Use cd in a subshell.`,
  pushd: say`Use cd in a subshell.`,
  readarray: say`Use while read.`,
  shopt: "",
  suspend: "",
  typeset: say`Write NAME=value.`,
};

/** The options that dash 0.5.12 knows of commands that bash has more of, and what it does at others. */
const options: Readonly<
  Record<string, { readonly known: string; readonly does: string; readonly instead?: string }>
> = {
  cd: { known: "LP", does: does.option },
  exec: { known: "", does: say`${does.stops}: it reads the option as the command` },
  export: { known: "p", does: does.stops },
  hash: { known: "rv", does: does.option },
  jobs: { known: "lp", does: does.option },
  local: { known: "", does: say`${does.stops}: “bad variable name”`, instead: say`Write local NAME.` },
  printf: { known: "", does: does.option, instead: say`Write NAME=$(printf …).` },
  read: { known: "rp", does: say`${does.option} and reads nothing` },
  readonly: { known: "p", does: does.stops },
  trap: { known: "", does: does.stops },
  type: { known: "", does: say`reads the option as a command's name`, instead: say`Use command -v.` },
  ulimit: { known: "HSacdflmnprstvw", does: does.option },
  umask: { known: "S", does: does.option },
  unset: { known: "fv", does: does.stops },
  wait: { known: "", does: does.option },
};

/** Options that take the rest of the word, or the next one. */
const valued: Readonly<Record<string, string | undefined>> = { read: "p" };

/** What is bash about a command's name, options and operands. */
export function bashCommand(node: Command): Bashism[] {
  const { name } = node;
  if (name === undefined) return [];
  const words = node.args.filter((arg) => arg.type === "Word");
  const found = judge(name, words);
  return found.filter((each) => each !== undefined);
}

type Found = readonly (Bashism | undefined)[];

function judge(name: Word, words: readonly Word[]): Found {
  const command = name.value;
  if (Object.hasOwn(missing, command)) {
    return [{ ...at(name), what: command, does: does.missing, ...also(missing[command]) }];
  }
  switch (command) {
    case "source":
      return [source(name)];
    case ".":
      return [dot(words)];
    case "echo":
      return [echo(words)];
    case "[":
    case "test":
      return test(words);
    case "set":
      return [set(name, words)];
    case "trap":
      return [optionOf("trap", words), ...trap(words)];
    case "read":
      return [optionOf("read", words) ?? readNothing(name, words)];
    case "printf":
      return [optionOf("printf", words) ?? printf(words)];
    case "kill":
      return [kill(words)];
  }
  return [optionOf(command, words)];
}

function at({ pos, end }: Word): Pick<Bashism, "pos" | "end"> {
  return { pos, end };
}

function also(instead: string | undefined): Pick<Bashism, "instead"> {
  return instead === undefined || instead === "" ? {} : { instead };
}

function source(name: Word): Bashism {
  const repair = name.text === "source" ? { repair: { title: say`Change to .`, text: "." } } : {};
  return { ...at(name), what: "source", does: does.missing, instead: say`Use a dot.`, ...repair };
}

function dot([file]: readonly Word[]): Bashism | undefined {
  if (file === undefined || !/^[\w.-]+$/u.test(file.value)) return undefined;
  return {
    ...at(file),
    what: `. ${file.value}`,
    does: say`looks for the file only in PATH and stops the script if it does not exist`,
    instead: `Write ./${file.value}.`,
  };
}

function echo([flags]: readonly Word[]): Bashism | undefined {
  if (flags === undefined || !/^-[neE]+$/u.test(flags.value) || flags.value === "-n") return undefined;
  return {
    ...at(flags),
    what: `echo ${flags.value}`,
    does: say`prints ${flags.value}`,
    instead: say`Use printf.`,
  };
}

const unary = /^-[aovRN]$/u;

function test(words: readonly Word[]): Found {
  return words.map((word, index) => {
    const operator = word.value;
    if (operator === "==" && index > 0) {
      const repair = word.text === "==" ? { repair: { title: say`Change to =`, text: "=" } } : {};
      return { ...at(word), what: "== in [", does: does.operator, instead: "Use =.", ...repair };
    }
    if (operator === "=~" && index > 0)
      return { ...at(word), what: "=~ in [", does: does.operator, instead: say`Use case or grep.` };
    const begins = index === 0 || ["!", "(", "-a", "-o"].includes(words[index - 1]?.value ?? "");
    const operand = words[index + 1]?.value;
    if (!begins || !unary.test(operator) || operand === undefined || operand === "]") return undefined;
    // `-a` and `-o` between two expressions join them, in both shells.
    if ((operator === "-a" || operator === "-o") && index > 0 && words[index - 1]?.value !== "!")
      return undefined;
    return { ...at(word), what: `[ ${operator}`, does: does.operator };
  });
}

/** The long names of options and the letters that `set` of dash 0.5.12 takes. */
const setNames =
  /^(?:errexit|noglob|ignoreeof|interactive|monitor|noexec|stdin|xtrace|verbose|vi|emacs|noclobber|allexport|notify|nounset|nolog|debug)$/u;
const setLetters = /^[efIimnsxvVECabuo]*$/u;

function set(name: Word, words: readonly Word[]): Bashism | undefined {
  for (const [index, word] of words.entries()) {
    const text = word.value;
    if (!/^[-+][A-Za-z]/u.test(text)) {
      return text.startsWith("--") && text.length > 2
        ? { ...at(word), what: text, does: does.stops }
        : undefined;
    }
    const letters = text.slice(1);
    if (!setLetters.test(letters)) return { ...at(word), what: `set ${text}`, does: does.stops };
    const long = letters.includes("o") ? words[index + 1] : undefined;
    if (long !== undefined && !setNames.test(long.value)) return setLong(name, long);
    if (letters.includes("E") && text.startsWith("-"))
      return {
        ...at(word),
        what: `set ${text}`,
        does: say`reads -E as the keys of its line editor: no trap is inherited`,
      };
  }
  return undefined;
}

function setLong(name: Word, long: Word): Bashism | undefined {
  if (!/^\w+$/u.test(long.value)) return undefined;
  const place = { pos: name.pos, end: long.end, what: `set -o ${long.value}` };
  if (long.value !== "pipefail") return { ...place, does: does.stops };
  return {
    ...place,
    does: say`${does.stops} up to dash 0.5.12-2 (Debian 12); from 0.5.12-12 on (Debian 13) it accepts it`,
    instead: say`Use set -e, or a bash script.`,
  };
}

function trap(words: readonly Word[]): Found {
  return words.slice(1).map((word) => {
    const signal = word.value;
    if (/^(?:ERR|DEBUG|RETURN)$/iu.test(signal))
      return {
        ...at(word),
        what: `trap … ${signal}`,
        does: say`refuses it: “bad trap”`,
        instead: say`Use trap … EXIT.`,
      };
    if (!/^SIG[A-Z]/iu.test(signal)) return undefined;
    return {
      ...at(word),
      what: signal,
      does: say`refuses it: “bad trap”`,
      instead: say`Use ${signal.slice(3)}.`,
    };
  });
}

function readNothing(name: Word, words: readonly Word[]): Bashism | undefined {
  const prompt = words.findIndex((word) => /^-r?p$/u.test(word.value));
  const rest = words.filter((word, index) => !word.value.startsWith("-") && index !== prompt + 1);
  const named = prompt < 0 ? words.some((word) => !word.value.startsWith("-")) : rest.length > 0;
  return named
    ? undefined
    : { ...at(name), what: say`read without a name`, does: say`reads nothing: “arg count”` };
}

function printf([format]: readonly Word[]): Bashism | undefined {
  const directive = /%(?:q|\([^)]*\)T)/u.exec((format?.value ?? "").replaceAll("%%", ""))?.[0];
  if (format === undefined) return undefined;
  if (directive !== undefined)
    return {
      ...at(format),
      what: `printf ${directive}`,
      does: say`stops the output there: “invalid directive”`,
    };
  const escaped = /\\(?:x[\dA-Fa-f]|u[\dA-Fa-f]|U[\dA-Fa-f])/u.exec(format.value)?.[0].slice(0, 2);
  return escaped === undefined
    ? undefined
    : { ...at(format), what: escaped, does: say`prints it unchanged`, instead: say`Use an octal \\ooo.` };
}

function kill(words: readonly Word[]): Bashism | undefined {
  const signal = words.find((word) => /^(?:-?SIG[A-Z]+)/u.test(word.value));
  if (signal === undefined) return undefined;
  return { ...at(signal), what: `kill ${signal.value}`, does: does.option, instead: say`Leave SIG out.` };
}

/** The first option that dash does not know. */
function optionOf(command: string, words: readonly Word[]): Bashism | undefined {
  const row = Object.hasOwn(options, command) ? options[command] : undefined;
  if (row === undefined) return undefined;
  for (const word of words) {
    const text = word.value;
    if (text === "--" || text === "-" || !/^-[A-Za-z@]/u.test(text)) return undefined;
    for (const letter of text.slice(1)) {
      if (!row.known.includes(letter))
        return { ...at(word), what: `${command} -${letter}`, does: row.does, ...also(row.instead) };
      if (valued[command]?.includes(letter) === true) return undefined;
    }
  }
  return undefined;
}
