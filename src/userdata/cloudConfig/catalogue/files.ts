import { flag, list, map, module, text, word } from "./dsl";

export const files = module("write_files", {
  write_files: list(
    map(
      {
        path: text("Where the file is created. Its folder is also created.", { example: "path: /etc/motd" }),
        content: text("What the file holds. Leave it out for an empty file.", {
          default: "",
          example: "content: |\n  Hello\n",
        }),
        source: map(
          {
            uri: text("The address; `http`, `https` or `file`.", { format: "uri" }),
            headers: {
              types: ["object"],
              others: { types: ["string"] },
              doc: "HTTP headers that go along, name and value.",
            },
          },
          "Where to load the content from. `content` counts when the address does not answer.",
          { required: ["uri"] },
        ),
        owner: text(
          "User and group that own the file, `user:group`. Users of this file exist only for deferred files.",
          { default: "root:root" },
        ),
        permissions: text(
          "The mode as an octal number in quotes; without quotes, YAML reads another number.",
          { default: "0o644", example: "permissions: '0600'" },
        ),
        encoding: word(
          ["gz", "gzip", "gz+base64", "gzip+base64", "gz+b64", "gzip+b64", "b64", "base64", "text/plain"],
          "How `content` is packed here; cloud-init unpacks it.",
          { default: "text/plain" },
        ),
        append: flag("Adds to a file that is there, instead of overwriting it.", false),
        defer: flag(
          "Writes the file at the end of the boot, when users are created and packages are installed.",
          false,
        ),
      },
      "One file.",
      { required: ["path"] },
    ),
    "Files to write, early in the boot, before users and packages unless they are deferred.",
    {
      minItems: 1,
      example: `write_files:
  - path: /usr/local/bin/hello
    permissions: '0755'
    content: |
      #!/bin/sh
      echo hello
`,
    },
  ),
});
