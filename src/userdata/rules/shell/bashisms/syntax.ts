import { say } from "../../../../l10n/sentence";
import type { ArithmeticExpression, ParameterExpansionPart, SyntaxNode } from "unbash";
import { does } from "./bashism";
import type { Bashism } from "./bashism";

type Found = Omit<Bashism, "pos" | "end">;

/** What is bash about a node itself, not about what it holds; `text` is the script's. */
export function bashSyntax(node: SyntaxNode, text: string): Bashism | undefined {
  const found = judge(node, text);
  if (found === undefined) return undefined;
  const [length, bashism] = found;
  return {
    pos: node.pos,
    end: length === undefined ? node.end : Math.min(node.end, node.pos + length),
    ...bashism,
  };
}

/** How many characters to mark (all where nothing is said), and what to say. */
type Judged = readonly [number | undefined, Found] | undefined;

function whole(what: string, does: string, instead?: string): Judged {
  return [undefined, { what, does, ...(instead !== undefined && { instead }) }];
}

function first(what: string, does: string, instead?: string): Judged {
  return [what.length, { what, does, ...(instead !== undefined && { instead }) }];
}

function judge(node: SyntaxNode, text: string): Judged {
  switch (node.type) {
    case "TestCommand":
      return first("[[", say`does not have this command, so the test always fails`, "Use [.");
    case "ArithmeticCommand":
      return first(
        "((",
        say`runs its content as a command in subshells`,
        say`Use $(( )) in an assignment or in [.`,
      );
    case "ArithmeticFor":
      return first("for ((", does.syntax, say`Use while, or for over seq.`);
    case "Select":
      return first("select", does.syntax);
    case "Coproc":
      return first("coproc", does.missing);
    case "ArrayValue":
      return whole(say`An array`, does.syntax, say`Use separate variables, or set -- and "$@".`);
    case "Assignment":
      return assignment(node);
    case "HereString":
      return first("<<<", does.syntax, say`Use a pipe or a here-document.`);
    case "ProcessSubstitution":
      return whole(`${node.operator}( )`, does.syntax, say`Use a pipe or a file.`);
    case "Redirect":
      return redirect(node);
    case "Function":
      return functionNode(node, text);
    case "Pipeline":
      return pipeline(node, text);
    case "CaseItem":
      return node.terminator === ";&" || node.terminator === ";;&"
        ? whole(node.terminator, does.syntax, say`End each branch with ;;.`)
        : undefined;
    case "AnsiCQuoted":
      return whole("$'…'", say`keeps the $ and reads the backslashes as text`, say`Use printf.`);
    case "LocaleString":
      return first('$"', say`keeps the $`, say`Leave it out.`);
    case "BraceExpansion":
      return whole(node.text, say`${does.literal}: it is one word`, say`Write the words out, or use seq.`);
    case "ExtendedGlob":
      return whole(node.text, does.syntax);
    case "Glob":
      return node.text.startsWith("[^")
        ? whole(node.text, say`reads the ^ as one of the characters`, say`Use [! in its place.`)
        : undefined;
    case "ParameterExpansion":
      return parameter(node);
    case "SimpleExpansion":
      return variable(node.text.slice(1), node.text);
    case "CommandExpansion":
      return readsFile(node) ? whole(node.text, say`runs nothing: it is empty`, say`Use cat.`) : undefined;
    case "ArithmeticExpansion":
      return arithmetic(node);
    default:
      return undefined;
  }
}

function assignment(node: Extract<SyntaxNode, { type: "Assignment" }>): Judged {
  if (node.value.type === "ArrayValue") return undefined;
  if (node.index !== undefined)
    return whole(`${node.name}[…]=`, say`runs it as a command, which is not found`);
  if (node.append !== true) return undefined;
  return whole(
    `${node.name}+=`,
    say`runs it as a command, which is not found`,
    say`Write ${node.name}="$${node.name}…".`,
  );
}

function redirect(node: Extract<SyntaxNode, { type: "Redirect" }>): Judged {
  const { operator, descriptor, target } = node;
  if (operator === "&>" || operator === "&>>")
    return whole(operator, say`runs the command in the background and empties the file`, "Use >file 2>&1.");
  if (descriptor?.type === "FileDescriptorVariable")
    return whole(`{${descriptor.name}}`, say`reads it as a word`);
  if (descriptor !== undefined && descriptor.value > 9)
    return whole(String(descriptor.value), say`reads a file descriptor above 9 as a word`);
  const name = target?.text ?? "";
  if (operator === ">&" && !/^(?:\d+-?|-|\$.*|".*)$/u.test(name))
    return whole(">&", say`${does.stops}: “Bad fd number”`, "Use >file 2>&1.");
  if (/^["']?\/dev\/(?:tcp|udp)\//u.test(name))
    return whole("/dev/tcp", say`looks for a file with this name`);
  return target?.parts?.some((part) => part.type === "Glob") === true
    ? whole(name, say`reads the pattern as the file's name`)
    : undefined;
}

function functionNode(node: Extract<SyntaxNode, { type: "Function" }>, text: string): Judged {
  if (/^function\s/u.test(text.slice(node.pos, node.pos + 9)))
    return first("function", does.syntax, say`Write ${node.name.text}() { … }.`);
  return /^[A-Za-z_]\w*$/u.test(node.name.text)
    ? undefined
    : [
        node.name.end - node.name.pos,
        { what: node.name.text, does: say`${does.syntax}: “Bad function name”` },
      ];
}

function pipeline(node: Extract<SyntaxNode, { type: "Pipeline" }>, text: string): Judged {
  if (node.operators.includes("|&")) return whole("|&", does.syntax, "Use 2>&1 |.");
  if (node.prefixes[0]?.type !== "Time" || !text.startsWith("time", node.pos)) return undefined;
  return first("time", say`looks for a program with this name, which few images have`);
}

function readsFile({ script }: Extract<SyntaxNode, { type: "CommandExpansion" }>): boolean {
  const [only, ...more] = script?.commands ?? [];
  const command = only?.command;
  return (
    more.length === 0 &&
    command?.type === "Command" &&
    command.name === undefined &&
    command.prefix.length === 1 &&
    command.redirects[0]?.type === "Redirect" &&
    command.redirects[0].operator === "<"
  );
}

/** Operations of `${…}` that dash refuses when it runs the command, and what is like them. */
const operations: Readonly<Record<string, string | undefined>> = {
  CaseModification: say`Use tr.`,
  Replace: say`Use sed.`,
  Slice: say`Use cut or expr.`,
  Transform: "",
  Names: "",
};

function parameter({ text, prefix, index, operation, parameter }: ParameterExpansionPart): Judged {
  if (prefix === "!") return whole(text, does.substitution, say`Use eval, or a case.`);
  if (index !== undefined) return whole(text, does.substitution, say`sh has no arrays.`);
  if (operation !== undefined && operation.type in operations)
    return whole(text, does.substitution, operations[operation.type]);
  if (prefix === "#" && (parameter === "@" || parameter === "*"))
    return whole(text, say`returns the number of characters, not of arguments`, "Use $#.");
  if (parameter === "*" && operation?.type === "Remove")
    return whole(text, say`treats all arguments as one string`);
  return operation === undefined || prefix === "#" ? variable(parameter, text) : undefined;
}

/** Variables that bash fills in. `BASH_VERSION` is left out: scripts ask by it which shell runs them. */
const bashVariables =
  /^(?:RANDOM|SRANDOM|SECONDS|EPOCHSECONDS|EPOCHREALTIME|UID|EUID|GROUPS|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|PIPESTATUS|FUNCNAME|DIRSTACK|BASHPID|BASH|BASH_(?:SOURCE|LINENO|COMMAND|REMATCH|SUBSHELL|ARGV|ARGC|VERSINFO))$/u;

const replacements: Readonly<Record<string, string | undefined>> = {
  UID: "Use $(id -u).",
  EUID: "Use $(id -u).",
  HOSTNAME: "Use $(hostname).",
  EPOCHSECONDS: "Use $(date +%s).",
  SECONDS: "Use $(date +%s).",
  RANDOM: "Use $(od -An -N2 -tu2 /dev/urandom).",
  PIPESTATUS: "",
};

function variable(name: string, text: string): Judged {
  return bashVariables.test(name) ? whole(text, does.empty, replacements[name]) : undefined;
}

function arithmetic({ text, expression }: Extract<SyntaxNode, { type: "ArithmeticExpansion" }>): Judged {
  if (text.startsWith("$[")) return whole(text, does.literal, "Use $(( )).");
  const operator = expression === undefined ? undefined : bashOperator(expression);
  if (operator === undefined) return undefined;
  const signs = operator === "++x" || operator === "--x";
  return whole(
    say`${operator} in $(( ))`,
    signs ? say`reads them as two signs and changes nothing` : does.arithmetic,
    /[+-]{2}/u.test(operator) ? say`Write x=$((x + 1)).` : undefined,
  );
}

/** The first operator or number of an expression that dash does not know. */
function bashOperator(node: ArithmeticExpression): string | undefined {
  switch (node.type) {
    case "ArithmeticUnary":
      if (node.operator !== "++" && node.operator !== "--") return bashOperator(node.operand);
      return node.prefix ? `${node.operator}x` : `x${node.operator}`;
    case "ArithmeticBinary":
      if (node.operator === "**" || node.operator === ",") return node.operator;
      return bashOperator(node.left) ?? bashOperator(node.right);
    case "ArithmeticTernary":
      return bashOperator(node.test) ?? bashOperator(node.consequent) ?? bashOperator(node.alternate);
    case "ArithmeticGroup":
      return bashOperator(node.expression);
    case "ArithmeticWord":
      return /^\d+#/u.test(node.value) ? "BASE#n" : undefined;
    case "ArithmeticCommandExpansion":
      return undefined;
  }
}
