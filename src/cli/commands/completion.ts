import { exitCode, oneOf, UsageError, type Command, type Option } from "../command";

/** What the script is made of: each command with its options and words. */
interface Completed extends Pick<Command, "options" | "words"> {
  readonly name: string;
  readonly summary: string;
}

const writers = { bash: bashScript, zsh: zshScript, fish: fishScript };
const shells = Object.keys(writers) as (keyof typeof writers)[];

/** The command that prints a completion script for the commands of a table, itself included. */
export function completionOf(
  table: Readonly<Record<string, { readonly summary: string; load(): Promise<Command> }>>,
): Command {
  return {
    options: {},
    words: shells,
    usage: `Usage: nexus-arc completion ${shells.join("|")}

Prints a script for your shell that completes commands, options, and their values. To load it:
  bash  source <(nexus-arc completion bash)
  zsh   source <(nexus-arc completion zsh)
  fish  nexus-arc completion fish | source`,
    async run([shell, ...others], io) {
      if (shell === undefined || others.length > 0)
        throw new UsageError(`specify one of ${shells.join(", ")}.`);
      const write = writers[oneOf("the shell", shells, shell)];
      const commands: Completed[] = [];
      for (const [name, listed] of Object.entries(table)) {
        const { options, words } = await listed.load();
        commands.push({ name, summary: listed.summary, options, ...(words && { words }) });
      }
      io.write(write(commands));
      return exitCode.ok;
    },
  };
}

/** Names, options, and words are letters, digits, and `-_.=`: they need no quoting in any of the shells. */
function spaced(words: readonly string[]): string {
  return words.join(" ");
}

function optionNames(options: Completed["options"]): string[] {
  return [...Object.keys(options), "help"].map((option) => `--${option}`);
}

/** The options that are followed by one of some words. */
function closedOptions(options: Completed["options"]): [option: string, words: readonly string[]][] {
  return Object.entries(options).flatMap(([option, { words }]): [string, readonly string[]][] =>
    words === undefined ? [] : [[option, words]],
  );
}

/** The options that are followed by a value that nobody knows, such as a file. */
function openOptions(options: Completed["options"]): string[] {
  const isOpen = ([, { type, words }]: [string, Option]): boolean => type === "string" && words === undefined;
  return Object.entries(options)
    .filter(isOpen)
    .map(([option]) => option);
}

/** `case` branches that bash and zsh share: what may follow a command and the word before. */
function branches(commands: readonly Completed[]): string {
  return commands
    .flatMap(({ name, options, words }) => [
      ...closedOptions(options).map(
        ([option, values]) => `    ${name}/--${option}) choices="${spaced(values)}" ;;`,
      ),
      ...openOptions(options).map((option) => `    ${name}/--${option}) choices="" ;;`),
      ...(words === undefined
        ? []
        : [`    ${name}/${name}) choices="${spaced([...words, ...optionNames(options)])}" ;;`]),
      `    ${name}/*) choices="${spaced(optionNames(options))}" ;;`,
    ])
    .join("\n");
}

/** Where no word fits, bash completes names of files. */
function bashScript(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name);
  return `_nexus_arc() {
  local choices="${spaced([...names, "--help", "--version"])}"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}/\${COMP_WORDS[COMP_CWORD - 1]}" in
${branches(commands)}
    *) choices="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "\${COMP_WORDS[COMP_CWORD]}"))
  if [[ "\${COMPREPLY[*]}" == *= ]]; then compopt -o nospace; fi
}
complete -o default -F _nexus_arc nexus-arc
`;
}

function zshScript(commands: readonly Completed[]): string {
  const described = commands.map(({ name, summary }) => `    '${name}:${summary}'`);
  return `#compdef nexus-arc
_nexus_arc() {
  local words_before="\${words[2]}/\${words[CURRENT-1]}" choices=""
  local -a commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    compadd -- --help --version
    return
  fi
  case "$words_before" in
${branches(commands)}
  esac
  local -a suffix=()
  [[ "$choices" == *= ]] && suffix=(-S "")
  compadd $suffix -- \${=choices}
  _files
}
if (( $+functions[compdef] )); then compdef _nexus_arc nexus-arc; fi
`;
}

function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const within = `complete -c nexus-arc -n "__fish_seen_subcommand_from ${name}"`;
    return [
      `complete -c nexus-arc -f -n __fish_use_subcommand -a ${name} -d "${summary}"`,
      ...(words === undefined ? [] : [`${within} -f -a "${spaced(words)}"`]),
      ...Object.entries(options).map(([option, { type, words: values }]) => {
        if (values !== undefined) return `${within} -l ${option} -x -a "${spaced(values)}"`;
        return `${within} -l ${option}${type === "string" ? " -r" : ""}`;
      }),
    ];
  });
  return `${lines.join("\n")}\ncomplete -c nexus-arc -l help -d "show the options"\n`;
}
