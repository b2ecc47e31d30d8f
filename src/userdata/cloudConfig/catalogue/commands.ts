import { list, module, of, oneOf, outdated, text, texts } from "./dsl";

const program = texts(
  "A program and its arguments, each passed unchanged: `&&`, `>`, and `$X` are not interpreted. The shell that runs all commands also runs it, so `[cd, /x]` and `[set, -e]` apply to the commands after it.",
);
const line = text("A line for `sh`.");

export const commands = {
  ...module("bootcmd", {
    bootcmd: list(
      oneOf([program, line], "One command."),
      "Commands for every boot, before most other modules; the network is up by then. `INSTANCE_ID` is set; guard with `cloud-init-per` what must run once.",
      {
        minItems: 1,
        example: `bootcmd:
  - [cloud-init-per, once, mkdata, mkdir, -p, /data]
  - echo 192.168.1.130 registry >> /etc/hosts
`,
      },
    ),
  }),
  ...module("runcmd", {
    runcmd: list(
      oneOf([program, line, { ...of("null"), doc: "Nothing; the entry is skipped." }], "One command."),
      "Commands for the first boot only, run as root by `sh` at the end of it, in this order. They become one script: a failing command does not stop the next one unless you say `set -e`.",
      {
        minItems: 1,
        example: `runcmd:
  - systemctl enable --now nginx
  - [curl, -fsSL, https://example.org/ready, -o, /run/ready]
`,
      },
    ),
  }),
  ...module("scripts_vendor", {
    vendor_data: {
      types: ["object"],
      others: false,
      doc: "What to do with the data that the platform's owner sends along.",
      example: `vendor_data:
  enabled: true
  prefix: [/usr/bin/ltrace]
`,
      properties: {
        enabled: oneOf(
          [
            { ...of("boolean"), default: true },
            outdated(of("string"), { since: "22.3", note: "Write true or false without quotes." }),
          ],
          "Whether the vendor's data is used at all.",
        ),
        prefix: {
          types: ["array", "string"],
          items: of("string", "integer"),
          doc: "A command that is put in front of every vendor script.",
        },
      },
    },
  }),
};
