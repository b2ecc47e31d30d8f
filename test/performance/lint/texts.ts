/** What the linting benches read. */
import { corpus } from "../../contract/sharedData";
import { NotMeasured } from "../bench";

/** The corpus's valid files, the shortest first: what people write. */
export function typicalFiles(): readonly string[] {
  return atShared(corpus)
    .filter(({ label }) => label === "valid")
    .map(({ text }) => text)
    .sort((a, b) => a.length - b.length);
}

/** Longer than nine in ten of them. */
export function typicalFile(): string {
  const texts = typicalFiles();
  return texts[Math.floor(texts.length * 0.9)] ?? "";
}

/** Reads test data of others; NotMeasured where it is absent. */
export function atShared<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new NotMeasured(error instanceof Error ? error.message : "../shared is absent");
  }
}

const repeated = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("");

/** A script of 5,000 lines whose work stands in one function, as careful people write it. */
export function longFunction(): string {
  const work = repeated(1666, (at) => {
    return `  if [ ! -e "/run/${at}" ]; then\n    echo "${at}" > "/run/${at}"\n  fi\n`;
  });
  return `#!/bin/bash\nset -euo pipefail\nmain() {\n${work}}\nmain "$@"\n`;
}

/** A valid file of 5,000 lines: users, packages, files and commands. */
export function longFile(): string {
  const users = repeated(300, (at) => `  - name: user${at}\n    groups: [adm]\n    lock_passwd: true\n`);
  const packages = repeated(1100, (at) => `  - package-${at}\n`);
  const files = repeated(300, (at) => {
    return `  - path: /etc/app/${at}.conf\n    permissions: '0644'\n    content: |\n      # ${at}\n      key = ${at}\n      more = yes\n`;
  });
  const commands = repeated(600, (at) => `  - [systemctl, enable, unit-${at}]\n  - echo "${at}" > /run/at\n`);
  return `#cloud-config\nusers:\n${users}packages:\n${packages}write_files:\n${files}runcmd:\n${commands}`;
}
