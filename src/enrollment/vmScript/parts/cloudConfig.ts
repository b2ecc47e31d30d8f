/** Where cloud-init puts the script. */
const path = "/var/lib/nexus-arc/enroll.sh";

/** What a YAML block scalar takes as it stands (YAML 1.1, 5.1): no control character but the line end, none of the odd line breaks. */
const plain = /^[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

/**
 * The script as cloud-config user data: `write_files` puts it down, `runcmd` runs it with bash, once, on first boot.
 * The script stands in the text readable, line by line; only a character that YAML cannot hold makes it base64.
 */
export function asCloudConfig(script: string): string {
  const content = plain.test(script)
    ? `    content: |\n${indented(script)}`
    : `    encoding: b64\n    content: ${Buffer.from(script).toString("base64")}`;
  return `#cloud-config
write_files:
  - path: ${path}
    owner: root:root
    permissions: "0700"
${content}
runcmd:
  - [bash, ${path}]
`;
}

function indented(text: string): string {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => (line === "" ? "" : `      ${line}`))
    .join("\n");
}
