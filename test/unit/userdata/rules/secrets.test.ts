import assert from "node:assert/strict";
import { lint, show } from "./lint";

const script = (...lines: string[]): string => `#!/bin/bash\nset -euo pipefail\n${lines.join("\n")}\n`;
const file = (path: string, ...lines: string[]): string =>
  `#cloud-config\nwrite_files:\n  - path: ${path}\n    permissions: '0600'\n    content: |\n${lines.map((line) => `      ${line}\n`).join("")}`;

const printed: Readonly<Record<string, string>> = {
  "a token": script('echo "$ACCESS_TOKEN"'),
  "a key by its name": script('echo "key: $PRIVATE_B64"'),
  "a key by what the script makes of it": script(
    "K=$(openssl rsa -in k.pem -traditional -outform DER | base64 -w0)",
    'echo "$K"',
  ),
  "a password through a function": script('log() { echo "$1"; }', 'log "$DB_PASSWORD"'),
  "a part of a token": script('echo "${ACCESS_TOKEN:0:8}"'),
};

const notPrinted: Readonly<Record<string, string>> = {
  "the file of a key": script('echo "cannot read $PRIVATE_KEY_FILE"'),
  "paths by other names": script(
    'echo "$PRIVATE_KEY_PATH" "$PRIVATE_KEY_DIR" "${TOKEN_FILE}" "$PRIVATE_KEYFILE"',
  ),
  "a path by its value": script("PRIVATE_KEY=/root/key.pem", 'echo "cannot read $PRIVATE_KEY"'),
  "the name of a secret": script('echo "$SECRET_NAME" "$TOKEN_URL" "$PRIVATE_KEY_SIZE"'),
  "the length of a secret": script('echo "${#ACCESS_TOKEN}"'),
  "a word in place of a secret": script('echo "${ACCESS_TOKEN:+set}"'),
  "letters in single quotes": script("echo 'usage: ACCESS_TOKEN=$ACCESS_TOKEN enroll'"),
  "the working directory": script('echo "in $PWD"'),
  "a path under set -x": script("set -x", 'az login --service-principal -u a -p "@$SECRET_FILE" --tenant b'),
};

const written: Readonly<Record<string, readonly [string, string]>> = {
  "JSON in one line": [
    file("/etc/arc.json", '{"service-principal-secret":"Xa8~1234567890abcdefghijklmnopqrstuvwxyz"}'),
    "service-principal-secret",
  ],
  "JSON in several lines": [
    file("/etc/arc.json", "{", '  "clientSecret" : "Xa8~1234567890abcdefgh"', "}"),
    "clientSecret",
  ],
  "an environment file": [
    file("/etc/arc.env", "TENANT=x", "CLIENT_SECRET='Xa8~1234567890abcdefgh'"),
    "CLIENT_SECRET",
  ],
  "an ini file": [file("/etc/arc.ini", "[default]", "access_key = abcdefgh12345678"), "access_key"],
  YAML: [file("/etc/arc.yaml", "arc:", "  access-token: abcdefgh12345678"), "access-token"],
  "a password of letters": [file("/etc/app.conf", "db.password=correcthorse"), "db.password"],
  "a here-document": [
    script("cat > /etc/arc.json <<EOF", '{ "access-token": "abcdefgh12345678", "x": "$Y" }', "EOF"),
    "access-token",
  ],
  "an echo": [script("echo API_KEY=abcdefgh12345678 > /etc/arc.env"), "API_KEY"],
  base64: [
    `#cloud-config\nwrite_files:\n  - path: /etc/arc.json\n    encoding: b64\n    content: ${Buffer.from('{"client_secret":"Xa8~1234567890abcdefgh"}').toString("base64")}\n`,
    "client_secret",
  ],
};

const notWritten: Readonly<Record<string, string>> = {
  "a variable": file("/etc/arc.json", '{"client_secret":"${CLIENT_SECRET}", "token":"$TOKEN"}'),
  "a placeholder": file(
    "/etc/arc.env",
    "CLIENT_SECRET=<your secret>",
    "PASSWORD=changeme",
    "API_KEY=REPLACE_ME",
  ),
  "a path": file("/etc/arc.env", "TOKEN=/run/token", "password_file=/run/password1"),
  "a hash": file("/etc/app.conf", "password: $6$rounds=4096$abc$def"),
  "a name": file("/etc/app.yaml", "secret: arc-credentials", "token: session_token", "password: db_password"),
  "a switch": file("/etc/ssh/sshd_config", "PasswordAuthentication no", "PermitEmptyPasswords no"),
  "a comment": file("/etc/arc.env", "# CLIENT_SECRET=Xa8~1234567890abcdefgh"),
  "a program": file("/opt/app.py", "password = os.environ['DB_PASSWORD1']", "token = 'abcdefgh12345678'"),
  "a script's variable": file("/opt/run.sh", "#!/bin/sh", 'TOKEN="$(cat /run/token)"'),
};

describe("secrets", () => {
  const of = (text: string, rule: string): string[] =>
    lint(text)
      .filter((finding) => finding.rule === rule)
      .map(show);

  for (const [name, text] of Object.entries(printed))
    it(`in the log: ${name}`, () => {
      assert.equal(of(text, "secret-in-log").length, 1, lint(text).map(show).join("\n"));
    });
  for (const [name, text] of Object.entries(notPrinted))
    it(`not in the log: ${name}`, () => {
      assert.deepEqual(of(text, "secret-in-log"), []);
    });
  for (const [name, [text, key]] of Object.entries(written))
    it(`in a file: ${name}`, () => {
      const messages = of(text, "secret-literal");
      assert.equal(messages.length, 1, lint(text).map(show).join("\n"));
      assert.ok(messages[0]?.includes(`${key} contains a secret`), messages[0]);
    });
  for (const [name, text] of Object.entries(notWritten))
    it(`not in a file: ${name}`, () => {
      assert.deepEqual(of(text, "secret-literal"), []);
    });
});
