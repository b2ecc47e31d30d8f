/** Seeded user data of many parts: what people, tools and mail programs write, and what none should. */
import { gzipSync } from "node:zlib";

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
    for (let round = 0; round < 5; round++) this.below(2);
  }

  /** From 0 up to, but without, `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** One document as the bytes that a platform gives to the VM. */
export function userData(random: Random): Buffer {
  const text = random.chance(35) ? archive(random) : multipart(random, 0);
  const bytes = Buffer.from(text, "utf8");
  return random.chance(8) ? gzipSync(bytes) : bytes;
}

const words = ["alpha", "beta", "gamma", "delta", "kappa", "omega"] as const;

function script(random: Random): string {
  const first = random.pick([
    "#!/bin/sh\n",
    "#!/bin/bash\n",
    "#!/bin/sh\n",
    "#! /usr/bin/env bash\n",
    "\n#!/bin/sh\n",
    "",
    "#cloud-boothook\n#!/bin/sh\n",
    "#cloud-boothook\n",
    "## template: jinja\n#!/bin/sh\n",
    "## template: jinja\n#cloud-boothook\n#!/bin/sh\n",
    "## template:jinja\n#!/bin/sh\n",
    "\n## template: jinja\n#!/bin/sh\n",
  ]);
  const letters = random.pick(["", "", "", "", "# für alle\n", "# a → b\n", "# 100 €\n"]);
  const mark = first.startsWith("## template: jinja")
    ? "{% if true %}\necho {{ v1.local_hostname }}\n{% endif %}\n"
    : "";
  return `${first}${letters}${mark}echo ${random.pick(words)}\n`;
}

function list(random: Random, make: () => string): string {
  return Array.from({ length: 1 + random.below(3) }, () => `  - ${make()}\n`).join("");
}

function command(random: Random): string {
  const word = random.pick(words);
  return random.pick([
    `echo ${word}`,
    `[echo, ${word}, "it's"]`,
    `[echo, yes, 0644, 1.5, ~]`,
    `echo "${word}" > /run/${word}`,
    "null",
    random.chance(15) ? "5" : `'echo ${word}: x'`,
    random.chance(15) ? "{a: b}" : `[sh, -c, "echo ${word}"]`,
  ]);
}

function file(random: Random): string {
  const path = random.pick(["/run/a", "/run/b", "/etc/x.conf"]);
  const content = random.pick([
    "content: text",
    "content: aGVsbG8K\n    encoding: b64",
    "content: |\n      line one\n      line two",
    "content: text\n    append: true",
    "content: text\n    defer: true",
    "content: text\n    permissions: '0755'",
    `content: ${gzipSync("packed\n").toString("base64")}\n    encoding: gz+b64`,
    "permissions: '0600'",
  ]);
  return `path: ${path}\n    ${content}`;
}

const mergeWords = [
  "list(append)+dict(recurse_array)+str()",
  "dict(recurse_array)+list(append)",
  "dict(recurse_list,no_replace)+list(prepend)",
  "dict(replace)+list()+str()",
  "list(append)",
  "dict(no_replace)",
  "dict(allow_delete,replace)",
  "dict(recurse_str)+str(append)",
  "list(no_replace)+dict(recurse_array)",
  "dict(recurse_array)+list(recurse_dict)",
  "dict()+list()",
  "dict",
  "set()",
  "DICT(Recurse_Array) + LIST(append)",
] as const;

const mergeLists = [
  "\n  - name: list\n    settings: [append]\n  - name: dict\n    settings: [recurse_array]",
  "\n  - name: list\n    settings: [append]\n  - name: dict\n    settings: [no_replace, recurse_list]",
  "\n  - [dict, recurse_array]\n  - [list, append]",
  "\n  - list\n  - dict",
  "\n  - name: dict\n    settings: no_replace",
  "\n  - name: dict",
  " null",
  " []",
] as const;

function config(random: Random): string {
  const header = random.pick([
    "#cloud-config\n",
    "#cloud-config\n",
    "#cloud-config\n",
    "",
    "\n#cloud-config\n",
  ]);
  const keys: string[] = [];
  const add = (chance: number, text: () => string): void => {
    if (random.chance(chance)) keys.push(text());
  };
  add(60, () =>
    random.chance(6) ? "runcmd: echo no list\n" : `runcmd:\n${list(random, () => command(random))}`,
  );
  add(30, () => `bootcmd:\n${list(random, () => command(random))}`);
  add(35, () => `write_files:\n${list(random, () => file(random))}`);
  add(30, () => `packages:\n${list(random, () => random.pick(words))}`);
  add(30, () => `hostname: ${random.pick(words)}\n`);
  add(20, () => `apt:\n  http_proxy: http://${random.pick(words)}\n  conf: ${random.pick(words)}\n`);
  add(15, () => `apt:\n  sources: {${random.pick(words)}: {source: x}}\n`);
  add(10, () => "packages: null\n");
  add(10, () => "locale: C.UTF-8\n");
  add(6, () => "ntp: [broken\n");
  add(5, () => "final_message: für alle\n");
  add(25, () => `${random.pick(["merge_how", "merge_how", "merge_type"])}: '${random.pick(mergeWords)}'\n`);
  add(10, () => `merge_how:${random.pick(mergeLists)}\n`);
  return header + keys.join("");
}

function name(random: Random): string {
  return random.pick([
    "setup.sh",
    "10-first",
    "runcmd",
    "part-002",
    "a/b.sh",
    "ünde.sh",
    "..",
    "z z.sh",
    "",
    "Z.sh",
  ]);
}

function partOf(random: Random): { type: string; body: string } {
  const kind = random.below(100);
  if (kind < 40) return { type: random.pick(configTypes), body: config(random) };
  if (kind < 85) return { type: random.pick(scriptTypes), body: script(random) };
  if (kind < 90)
    return { type: random.pick(["text/cloud-config-archive", "text/plain"]), body: archive(random) };
  return {
    type: random.pick([...configTypes, ...scriptTypes]),
    body: random.pick(["", "nothing known\n", "\n"]),
  };
}

const configTypes = [
  "text/cloud-config",
  "text/cloud-config",
  "text/plain",
  "Text/Cloud-Config",
  "text/x-shellscript",
];
const scriptTypes = [
  "text/x-shellscript",
  "text/x-shellscript",
  "text/plain",
  "text/x-shellscript-per-boot",
  "text/x-shellscript-per-instance",
  "text/x-shellscript-per-once",
  "text/cloud-boothook",
  "text/jinja2",
  "text/x-sh",
  "text/x-python",
  "application/octet-stream",
  "text/cloud-config",
  "nonsense",
];

function headers(random: Random, type: string): string[] {
  const typed = random.pick([
    `Content-Type: ${type}`,
    `Content-Type: ${type}; charset="utf-8"`,
    `content-type: ${type}; charset=us-ascii`,
    `Content-Type: ${type}; name="${name(random)}"`,
    `Content-Type: ${type};\n charset="us-ascii"`,
  ]);
  const found = random.chance(95) ? [typed] : [];
  if (random.chance(70)) found.push("MIME-Version: 1.0");
  if (random.chance(40))
    found.push(
      random.pick([
        `Content-Disposition: attachment; filename="${name(random)}"`,
        `Content-Disposition: attachment; filename=${name(random)}`,
        `Content-Disposition: inline; Filename="${name(random)}"; size=5`,
        "Content-Disposition: attachment",
        "Content-Disposition: attachment; filename*=utf-8''one%20two.sh",
        'Content-Disposition: attachment; filename*0="on"; filename*1="ce.sh"',
      ]),
    );
  if (random.chance(12))
    found.push(`${random.pick(["Merge-Type", "X-Merge-Type", "merge-type"])}: ${random.pick(mergeWords)}`);
  return found;
}

function encoded(random: Random, body: string): { header: string[]; text: string } {
  switch (random.below(8)) {
    case 0:
      return { header: ["Content-Transfer-Encoding: base64"], text: base64Lines(Buffer.from(body)) };
    case 1:
      return { header: ["Content-Transfer-Encoding: quoted-printable"], text: quotedPrintable(body) };
    case 2:
      return {
        header: [`Content-Transfer-Encoding: ${random.pick(["7bit", "8bit", "binary", "x-none"])}`],
        text: body,
      };
    default:
      return { header: [], text: body };
  }
}

function base64Lines(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{76}/gu, "$&\n");
}

function quotedPrintable(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const plain = byte === 10 || (byte >= 32 && byte < 127 && byte !== 61);
    return plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  })
    .join("")
    .replace(/(?<=^.{30})(?=.)/gmu, "=\n");
}

function mimePart(random: Random, depth: number): string {
  if (depth < 2 && random.chance(8)) return multipart(random, depth + 1);
  const { type, body } = partOf(random);
  if (random.chance(7)) {
    const packed = base64Lines(gzipSync(random.chance(10) ? "" : body));
    const damaged = random.chance(15) ? packed.replace("H4sI", "AAAA") : packed;
    return [...headers(random, "application/x-gzip"), "Content-Transfer-Encoding: base64", "", damaged].join(
      "\n",
    );
  }
  const { header, text } = encoded(random, body);
  return [...headers(random, type), ...header, "", text].join("\n");
}

function multipart(random: Random, depth: number): string {
  const mark = random.pick(["==part==", "B", "b-1", "====(x)====", "B2"]) + String(depth);
  const quote = /[()=]/u.test(mark) || random.chance(50) ? '"' : "";
  const head = [
    `Content-Type: multipart/mixed; boundary=${quote}${mark}${quote}`,
    "MIME-Version: 1.0",
    ...(random.chance(20) ? ["Number-Attachments: 2"] : []),
  ];
  const parts = Array.from({ length: 1 + random.below(5) }, () => mimePart(random, depth));
  const lines = [...head, ""];
  if (random.chance(15)) lines.push("This is a message with many parts.");
  for (const part of parts) {
    lines.push(`--${mark}${random.chance(5) ? "  " : ""}`, part);
    // Python 3.11 and 3.13 differ in what they make of text behind the end of base64.
    if (random.chance(5) && !part.includes("base64")) lines.push(`--${mark}x`);
  }
  if (random.chance(93) || parts.join().includes("base64")) lines.push(`--${mark}--`);
  if (random.chance(10)) lines.push("after the end");
  const text = lines.join("\n") + (random.chance(80) ? "\n" : "");
  const whole = random.chance(3) ? `\n${text}` : text;
  return depth === 0 && random.chance(10) ? whole.replaceAll("\n", "\r\n") : whole;
}

function block(text: string): string {
  if (text === "" || text.startsWith("\n") || /[^\n]\n*$/u.exec(text)?.[0].endsWith("\n") !== true)
    return JSON.stringify(text);
  return `|\n${text.replace(/^(?=.)/gmu, "    ")}`.trimEnd();
}

function archive(random: Random): string {
  const entries = Array.from({ length: 1 + random.below(4) }, () => {
    const { type, body } = partOf(random);
    const clean = type === "text/cloud-config-archive" ? config(random) : body;
    if (random.chance(20)) return `- ${block(clean).replaceAll("\n    ", "\n  ")}\n`;
    const lines = [`content: ${block(clean)}`];
    if (random.chance(60)) lines.push(`type: ${random.chance(97) ? type : "nonsense/"}`);
    if (random.chance(40)) lines.push(`filename: ${JSON.stringify(name(random))}`);
    if (random.chance(15)) lines.push(`Merge-Type: '${random.pick(mergeWords)}'`);
    if (random.chance(4)) lines.push("launch-index: 0");
    return `- ${lines.join("\n  ")}\n`;
  });
  const rare = random.pick([
    "",
    "",
    "",
    "",
    "- 5\n",
    "- {type: text/plain}\n",
    "- {filename: empty}\n",
    "- [a]\n",
  ]);
  const text = entries.join("") + rare;
  return `#cloud-config-archive\n${random.chance(4) ? text.replace("- ", "-- [") : text}`;
}
