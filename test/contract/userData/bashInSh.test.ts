/**
 * "bash in sh" against real shells: one script for each entry of ShellCheck's list SC3001 to SC3067 (ShellCheck 0.11,
 * `Checks/ShellSupport.hs`), and for what that list lacks. bash 5.2 and dash 0.5.12-2 run each: the rule reports the
 * script exactly where the two do not do the same.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { faults, lint, show } from "../../unit/userdata/rules/lint";

/** The code, a script, and whether the rule has something to say where the outcome does not show it. */
type Row = readonly [code: string, script: string, besides?: "reported" | "silent"];

const rows: readonly Row[] = [
  ["3001", "cat <(echo a)"],
  ["3001", "echo a > >(cat)"],
  ["3002", "shopt -s extglob\necho k@(e|f)y"],
  ["3003", "echo $'a\\tb'"],
  ["3004", 'echo $"hi"'],
  ["3005", "for ((i = 0; i < 2; i++)); do echo $i; done"],
  ["3006", "i=1; ((i++)); echo $i"],
  ["3006", "if ((1 > 0)); then echo yes; fi"],
  ["3007", "echo $[1 + 2]"],
  ["3008", "select x in a; do break; done"],
  ["3009", "for i in {1..3}; do echo $i; done"],
  ["3009", "echo a{b,c}d"],
  ["3009", "echo {} a{}b '{a,b}'"],
  ["3010", "[[ a == a ]] && echo yes"],
  ["3010", "if [[ -f key && -n a ]]; then echo yes; fi"],
  ["3011", "cat <<< hi"],
  ["3012", "[ a \\< b ] && echo yes"],
  ["3013", "[ key -nt other ] || echo no; [ key -ef key ] && echo same"],
  ["3014", "[ a == a ] && echo yes"],
  ["3014", "test a == a && echo yes"],
  ["3014", "echo =="],
  ["3015", "[ a =~ a ] && echo yes", "reported"],
  ["3016", "x=1; [ -v x ] && echo yes"],
  ["3017", "[ -a key ] && echo yes"],
  ["3017", "[ -f key -a -n x ] && echo yes"],
  ["3017", "[ ! -a none ] && echo yes"],
  ["3018", "i=1; echo $((i++)) $i"],
  ["3018", "i=1; echo $((i--))"],
  ["3018", "i=1; echo $((++i))"],
  ["3018", "i=1; i=$((i + 1)); echo $i"],
  ["3019", "echo $((2 ** 3))"],
  ["3020", "echo hi &> out; sleep 0.1; wc -c < out; echo again &>> out; wait; sleep 0.1; wc -c < out"],
  ["3021", "echo hi >& out; cat out"],
  ["3021", "echo hi >&2 2>&1", "silent"],
  ["3022", "exec {fd}> out; echo ok"],
  ["3023", "echo hi 10> out"],
  ["3024", "x=a; x+=b; echo $x"],
  ["3025", "(echo > /dev/tcp/127.0.0.1/1) 2> err; grep -c refused err"],
  ["3026", "echo [^a-r]*"],
  ["3026", "echo [!a-r]*"],
  ["3028", '[ -n "$RANDOM" ] && echo yes'],
  ["3028", "sleep 0; echo ${SECONDS}"],
  ["3028", "echo $UID $EUID"],
  ["3028", "echo $HOSTNAME"],
  ["3028", "HOSTNAME=web; echo $HOSTNAME"],
  ["3028", "echo $OSTYPE $MACHTYPE $HOSTTYPE"],
  ["3028", "true | false; echo $PIPESTATUS"],
  ["3028", "echo ${BASH_SOURCE}"],
  ["3028", 'if [ -n "$BASH_VERSION" ]; then :; fi'],
  ["3028", '[ -n "$EPOCHSECONDS" ] && echo yes'],
  ["3029", "ls /nope |& wc -l"],
  ["3030", 'a=(1 2); echo "${a[1]}"'],
  ["3031", "cat < k*"],
  ["3032", "coproc cat; echo ok"],
  ["3033", "my-f() { echo hi; }; my-f"],
  ["3034", 'echo "$(< key)"'],
  ["3034", "x=$(cat key); echo $x"],
  ["3035", 'echo "`< key`"'],
  ["3036", 'echo -e "a"'],
  ["3036", "echo -ne y"],
  ["3036", "echo -E z"],
  ["3036", "echo -n x"],
  ["3036", "echo -x"],
  ["3038", "exec -a foo echo hi"],
  ["3038", "exec echo hi"],
  ["3039", "let i=1+1; echo $i"],
  ["3040", "set -o pipefail"],
  ["3040", "set -euo pipefail; echo on"],
  ["3040", "set -o posix"],
  ["3040", "set -o errexit; set -o nounset; set -eu; set +e; echo on"],
  ["3041", "set -E; echo on", "reported"],
  ["3041", "set -T; echo on"],
  ["3041", "set -B; echo on"],
  ["3041", "set -- -T; echo $1"],
  ["3042", "set --foo; echo on"],
  ["3043", "f() { local x=1; echo $x; }; f"],
  ["3043", "f() { local -r x=1; echo $x; }; f"],
  ["3043", "f() { local -a x; echo y; }; f"],
  ["3044", "declare x=1; echo $x"],
  ["3044", "declare -A m; echo ok"],
  ["3044", "typeset x=1; echo $x"],
  ["3044", "pushd / > /dev/null; popd > /dev/null"],
  ["3044", "shopt -s nullglob"],
  ["3044", "builtin echo hi"],
  ["3044", "echo a | mapfile lines; echo b | readarray lines"],
  ["3044", "compgen -c > /dev/null; complete -p > /dev/null; dirs > /dev/null"],
  ["3044", "enable echo"],
  ["3044", "sleep 0 & disown"],
  ["3045", "cd -e / || echo no"],
  ["3045", "cd -P / && echo ok"],
  ["3045", "export -n HOME; echo ok"],
  ["3045", "export -p > /dev/null; echo ok"],
  ["3045", "hash -d none; echo ok", "reported"],
  ["3045", "jobs -r; echo ok"],
  ["3045", 'printf -v x %s hi; echo "$x"'],
  ["3045", "printf -- '-v\\n'; printf '%s\\n' -v"],
  ["3045", "echo a | { read -p '' x; echo $x; }"],
  ["3045", "echo a | { read -rp '' x; echo $x; }"],
  ["3045", "echo a | { read -s x; echo $x; }"],
  ["3045", "echo a | { read -t 1 x; echo $x; }"],
  ["3045", "echo a | { read -n 1 x; echo $x; }"],
  ["3045", "echo a | { read -ra x; echo $x; }"],
  ["3045", "echo a | { read -d b x; echo $x; }"],
  ["3045", "readonly -a x; echo ok"],
  ["3045", "trap -p; echo ok"],
  ["3045", "type -t ls"],
  ["3045", "type ls > /dev/null && echo ok"],
  ["3045", "ulimit -u > /dev/null && echo ok"],
  ["3045", "ulimit -n > /dev/null && echo ok"],
  ["3045", "umask -p"],
  ["3045", "umask -S"],
  ["3045", "unset -n x; echo ok"],
  ["3045", "unset -f x; echo ok"],
  ["3045", "sleep 0 & wait -n; echo $?"],
  ["3046", "source ./other"],
  ["3046", ". ./other"],
  ["3046", ". other"],
  ["3047", "trap 'echo err' ERR; false"],
  ["3047", "trap 'echo x' DEBUG"],
  ["3047", "trap 'echo end' EXIT"],
  ["3048", "trap 'echo x' SIGTERM; echo ok"],
  ["3049", "trap 'echo end' exit; trap 'echo x' int"],
  ["3050", "printf '%q\\n' 'a b'"],
  ["3050", "printf '%(%Y)T\\n'"],
  ["3050", "printf '%s%%q\\n' a", "silent"],
  ["3052", "echo $((10#08))"],
  ["3052", "echo $((16#ff))"],
  ["3053", "y=z; x=y; echo ${!x}"],
  ["3054", "x=abc; echo ${x[0]}"],
  ["3055", "echo ${!x[@]}"],
  ["3056", "echo ${!x*}"],
  ["3057", "x=abcdef; echo ${x:1:2} ${x: -2}"],
  ["3058", "set -- aa ba; echo ${#@}"],
  ["3058", "set -- aa ba; echo ${*%a}"],
  ["3058", "set -- aa ba; echo ${@#a} $#"],
  ["3059", "ID=Ab; echo ${ID,,} ${ID^^}"],
  ["3060", "x=abc; echo ${x/b/d}"],
  ["3060", "x=abc; echo ${x#a} ${x%c} ${x:-y} ${#x}"],
  ["3061", "echo a | read"],
  ["3062", "set -e; [ -o errexit ] && echo yes"],
  ["3063", "x=1; [ -R x ] || echo no"],
  ["3064", "[ -N key ] || echo no"],
  ["3065", "[ -k key ] || echo no"],
  ["3066", "[ -G key ] && echo yes"],
  ["3067", "[ -O key ] && echo yes"],
  ["none", "x=abc; echo ${x@Q}"],
  ["none", "echo $((1, 2))"],
  ["none", "function f { echo hi; }; f"],
  ["none", "function f() {\n  echo hi\n}\nf"],
  ["none", "case a in a) echo a ;& b) echo b ;; esac"],
  ["none", "case a in a) echo a ;;& b) echo b ;; esac"],
  ["none", "x[0]=1; echo ok"],
  ["none", "! ! true; echo ok"],
  ["none", "for i in a; { echo $i; }"],
  ["none", "printf '\\x41\\n'"],
  ["none", "printf '\\101\\n'"],
  ["none", "kill -SIGCONT $$; echo ok"],
  ["none", "kill -CONT $$; echo ok"],
  ["none", "cat <<E\n${x,,}\nE"],
  ["none", "cat <<'E'\n${x,,} [[ <(a)\nE"],
  ["none", 'echo "[[ a ]] <<< $(( 1 + 1 )) {1..3}" # ((x)) source'],
  ["none", "time true", "reported"],
];

interface Outcome {
  readonly stdout: string;
  readonly status: number | null;
  readonly complains: boolean;
}

describe("bash in sh, judged by bash 5.2 and dash 0.5.12", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bash-in-sh-"));
    writeFileSync(path.join(folder, "key"), "k\n");
    writeFileSync(path.join(folder, "other"), "echo in\n");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function outcome(shell: string, script: string): Outcome {
    const file = path.join(folder, "zz");
    writeFileSync(file, `${script}\n`);
    const { stdout, stderr, status } = spawnSync(shell, [file], { cwd: folder, encoding: "utf8", input: "" });
    return { stdout, status, complains: stderr !== "" };
  }

  for (const [code, script, besides] of rows) {
    it(`${code}: ${script.replaceAll("\n", " ⏎ ")}`, () => {
      const bash = outcome("bash", script);
      const dash = outcome("dash", script);
      const differs = JSON.stringify(bash) !== JSON.stringify(dash);
      const expected = besides === undefined ? differs : besides === "reported";
      const found = faults(`#!/bin/sh\n${script}\n`);
      const shown = lint(`#!/bin/sh\n${script}\n`).map(show).join("\n");
      assert.equal(found.includes("bash-in-sh"), expected, `${JSON.stringify({ bash, dash })}\n${shown}`);
      assert.ok(!found.includes("shell-syntax"), shown);
      assert.ok(!faults(`#!/bin/bash\n${script}\n`).includes("bash-in-sh"));
    });
  }
});
