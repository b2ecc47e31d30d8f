import assert from "node:assert/strict";
import { command, line, lines, run } from "./run";

describe("the order of a script's run", () => {
  it("runs functions where they are called, with their arguments", () => {
    const text = 'login() { az login "$@"; }\necho before\nlogin --identity\n';
    assert.deepEqual(lines(text), ["echo before", "login --identity", "az login --identity"]);
  });

  it("leaves out a function that is never called, and what stands after exit", () => {
    assert.deepEqual(lines("never() { az login; }\necho a\nexit 0\necho b\n"), ["echo a", "exit 0"]);
  });

  it("goes into both ways of an if, and takes what either leaves behind", () => {
    const text = "if [ -f /x ]; then A=1; else A=1; fi\necho $A\nif true; then B=2; fi\necho $B";
    assert.deepEqual(
      lines(text).filter((each) => each.startsWith("echo")),
      ["echo 1", "echo 2"],
    );
  });

  it("does not know a variable that two ways set differently", () => {
    assert.equal(lines("case $1 in a) A=1;; *) A=2;; esac\necho $A").at(-1), "echo $A");
  });

  it("reads bash -c, here-documents into a shell, eval, pipes into a shell and su", () => {
    const text = [
      "bash -c 'az one'",
      "sh <<'EOF'",
      "az two",
      "EOF",
      "eval 'az three'",
      "echo 'az four' | sudo bash",
      "su - azureuser -c 'az five'",
    ].join("\n");
    assert.deepEqual(
      run(text)
        .commands.filter((each) => each.program === "az")
        .map((each) => [line(each), each.user.kind]),
      [
        ["az one", "root"],
        ["az two", "root"],
        ["az three", "root"],
        ["az four", "root"],
        ["az five", "other"],
      ],
    );
  });

  it("runs a file that the script wrote where it is executed, not where it is written", () => {
    const text = "cat > /opt/a.sh <<'EOF'\n#!/bin/bash\naz login\nEOF\necho first\n/opt/a.sh\n";
    assert.deepEqual(lines(text), ["cat", "echo first", "/opt/a.sh", "az login"]);
  });

  it("takes the exports of a sourced file", () => {
    const text = "echo 'export A=1' > /etc/p.sh\n. /etc/p.sh\necho $A";
    assert.equal(lines(text).at(-1), "echo 1");
  });

  it("runs what a trap holds at the end", () => {
    assert.deepEqual(lines("trap 'rm -f /k' EXIT\necho work"), [
      "trap rm -f /k EXIT",
      "echo work",
      "rm -f /k",
    ]);
  });

  it("follows a loop over certain words word by word", () => {
    assert.deepEqual(lines("for n in a b; do echo $n; done"), ["echo a", "echo b"]);
  });

  it("stops at its bound in a script that calls itself over and over", () => {
    const functions = Array.from({ length: 25 }, (_, i) => `f${i}() { f${i + 1} "$@" a; f${i + 1} "$@" b; }`);
    const { unfollowed } = run(`${functions.join("\n")}\nf0\n`);
    assert.deepEqual(
      unfollowed.map(({ why }) => why),
      ["too much"],
    );
  });

  it("follows a helper that only formats once, and one that runs its arguments each time", () => {
    const text = 'say() { printf "%s" "$1"; }\nretry() { "$@"; }\nsay a\nsay b\nretry az one\nretry az two\n';
    assert.deepEqual(lines(text), [
      "say a",
      "printf %s a",
      "say b",
      "retry az one",
      "az one",
      "retry az two",
      "az two",
    ]);
  });

  it("continues behind a function that may return early or exit", () => {
    const text = "f() { if [ -f /x ]; then return 0; fi; echo no; exit 1; }\nf\naz login\n";
    assert.equal(lines(text).at(-1), "az login");
    assert.equal(lines("f() { echo no; exit 1; }\nf\naz login\n").at(-1), "exit 1");
  });

  it("takes what a function set before it returned from within an if", () => {
    const text = "f() { if [ -f /x ]; then export A=1; return 0; fi; }\nf\necho $A\n";
    assert.equal(lines(text).at(-1), "echo 1");
  });
});

describe("the words of a command", () => {
  it("puts variables, arrays and defaults in", () => {
    const text = 'A=x\nargs=(--one "two words")\nargs+=(--three)\ncmd "$A/${B:-y}" "${args[@]}" $A';
    const found = command(text, "cmd");
    assert.deepEqual(
      found.words.map((word) =>
        word.value.map((piece) => (piece.kind === "text" ? piece.text : "?")).join(""),
      ),
      ["cmd", "x/y", "--one", "two words", "--three", "x"],
    );
  });

  it("splits an unquoted variable, keeps a quoted one", () => {
    const found = command('O="--a b"\ncmd $O "$O"', "cmd");
    assert.equal(found.words.length, 4);
  });

  it("reads what $(cat <<EOF) prints", () => {
    assert.equal(line(command('N=vm\nB=$(cat <<EOF\n{"n":"$N"}\nEOF\n)\ncmd "$B"', "cmd")), 'cmd {"n":"vm"}');
  });

  it("peels sudo, env, timeout and nohup, and takes their variables and user", () => {
    const found = command("sudo -E -u root env A=1 timeout -k 5 60 nohup az login", "az");
    assert.deepEqual(found.wrappers, ["sudo", "env", "timeout", "nohup"]);
    assert.deepEqual(
      found.assignments.map((each) => each.name),
      ["A"],
    );
    assert.equal(found.user.kind, "root");
  });

  it("knows that sudo may change the user", () => {
    const found = command("sudo -u azureuser azcmagent connect", "azcmagent");
    assert.deepEqual(found.user, { kind: "other", name: "azureuser" });
  });

  // As test/peers/environment.test.ts sees it with sudo 1.9.13p3, util-linux 2.38.1 and coreutils 9.1.
  for (const [line, exported, lostBy] of [
    ["az login", "A B", undefined],
    ["sudo az login", "", "sudo"],
    ["sudo -u op az login", "", "sudo"],
    ["sudo -E az login", "A B", "sudo -E"],
    ["sudo --preserve-env=A az login", "A", "sudo --preserve-env"],
    ["sudo -i az login", "", "sudo -i"],
    ["sudo -E -i az login", "", "sudo -E -i"],
    ["sudo A=2 az login", "A", "sudo"],
    ["A=2 sudo az login", "", "sudo"],
    ["sudo env C=1 az login", "C", "sudo"],
    ["env -i az login", "", "env -i"],
    ["env - az login", "", "env -"],
    ["env -i B=2 az login", "B", "env -i"],
    ["env -u A az login", "B", "env"],
    ["su op -c 'az login'", "A B", undefined],
    ["su - op -c 'az login'", "", "su -"],
    ["su -l op -c 'az login'", "", "su -l"],
    ["su - op -s /bin/sh -c 'az login'", "", "su -"],
    ["su - -w A op -c 'az login'", "A", "su -"],
    ["sudo su op -c 'az login'", "", "sudo"],
    ["runuser -u op -- az login", "A B", undefined],
    ["runuser -l op -c 'az login'", "", "runuser -l"],
    ["sudo bash -c 'az login'", "", "sudo"],
    ["sudo bash -c 'export C=1; az login'", "C", "sudo"],
    ["bash -c 'az login'", "A B", undefined],
    ["nohup az login", "A B", undefined],
  ] as const) {
    it(`${line}: az sees ${exported === "" ? "nothing" : exported}`, () => {
      const found = command(`export A=1 B=1\n${line}\nexport D=1`, "az");
      assert.equal([...found.exported.keys()].sort().join(" "), exported);
      assert.equal(found.lost?.by, lostBy);
    });
  }

  it("gives the shell back what sudo kept from a command", () => {
    const found = command("export A=1\nsudo eval x\nsudo B=1 true\naz login", "az");
    assert.deepEqual([...found.exported.keys()], ["A"]);
  });
});

describe("what becomes of a failing command", () => {
  const status = (text: string): string => command(text, "az").flow.status;

  it("sees who looks at the status", () => {
    assert.equal(status("az login"), "plain");
    assert.equal(status("if az login; then echo; fi"), "checked");
    assert.equal(status("az login || exit 1"), "checked");
    assert.equal(status("die() { exit 1; }\naz login || { echo no; exit 1; }"), "checked");
    assert.equal(status("az login || true"), "ignored");
    assert.equal(status("az login || echo failed"), "ignored");
    assert.equal(status("az login && echo fine"), "chained");
    assert.equal(status("az login | tee log"), "ignored");
    assert.equal(status("set -o pipefail\naz login | tee log"), "plain");
    assert.equal(status("az login &"), "ignored");
  });

  it("knows errexit from set, from the first line and from the command line", () => {
    assert.equal(command("set -euo pipefail\naz login", "az").options.errexit, true);
    assert.equal(command("#!/bin/bash -e\naz login", "az").options.errexit, true);
    assert.equal(command("bash -ec 'az login'", "az").options.errexit, true);
    assert.equal(command("set -e\nset +e\naz login", "az").options.errexit, false);
  });
});

describe("the variables of a command", () => {
  it("tells exported ones from the shell's own", () => {
    const found = command("A=1\nexport B=2\nset -a\nC=3\nset +a\nD=4 az login", "az");
    const exported = [...found.exported.keys()];
    assert.deepEqual(exported.sort(), ["B", "C", "D"]);
  });

  it("does not leak what a subshell or a child sets", () => {
    const found = command("(export A=1)\nbash -c 'export B=2'\nexport C=3\naz login", "az");
    assert.deepEqual([...found.exported.keys()], ["C"]);
  });
});
