import {
  amount,
  anyName,
  anything,
  flag,
  list,
  literal,
  map,
  module,
  named,
  of,
  oneOf,
  text,
  texts,
  whole,
  word,
} from "./dsl";
import type { Schema } from "./schema";

const stream = (doc: string): Schema =>
  oneOf(
    [
      {
        ...of("string"),
        doc: "Both outputs to one place: a file (`>file`, `>>file`) or a command (`| command`).",
      },
      { types: ["array"], items: of("string"), minItems: 2, maxItems: 2, doc: "Output, then errors." },
      map(
        { output: text("Where output goes."), error: text("Where errors go.") },
        "Output and errors by name.",
      ),
    ],
    doc,
  );

const kind = (name: string, doc: string): Schema => word([name], doc);

export const reporting = {
  ...module("phone_home", {
    phone_home: map(
      {
        url: text("The address. `$INSTANCE_ID` is filled in.", { format: "uri" }),
        post: oneOf(
          [
            literal(["all"]),
            list(
              word(
                ["pub_key_rsa", "pub_key_ecdsa", "pub_key_ed25519", "instance_id", "hostname", "fqdn"],
                "One fact.",
              ),
              "Some facts.",
            ),
          ],
          "What is sent: `all`, or a list of facts.",
        ),
        tries: whole("How often it is tried.", { default: 10 }),
      },
      "Sends a message when the first boot is done.",
      {
        required: ["url"],
        example:
          "phone_home:\n  url: https://example.org/booted/$INSTANCE_ID\n  post: [hostname, instance_id]\n",
      },
    ),
  }),
  ...module("final_message", {
    final_message: text(
      "What is logged when the boot is done. `$version`, `$timestamp`, `$datasource` and `$uptime` are filled in.",
      {
        example: "final_message: The VM is up after $UPTIME seconds",
      },
    ),
  }),
  ...module("rsyslog", {
    rsyslog: map(
      {
        config_dir: text("The folder of the configuration files."),
        config_filename: text("The file for entries that name none."),
        configs: list(
          oneOf(
            [
              { ...of("string"), doc: "Lines for the common file." },
              map(
                { filename: text("The file."), content: text("Its lines.") },
                "Lines for a file of their own.",
                { required: ["content"] },
              ),
            ],
            "Lines of configuration.",
          ),
          "Configuration to write.",
        ),
        remotes: anything(
          "Servers to send to: a name of your own, and an address with `@` for UDP or `@@` for TCP.",
        ),
        service_reload_command: oneOf(
          [literal(["auto"]), { types: ["array"], items: of("string") }],
          "How to make rsyslog read its configuration again.",
        ),
        install_rsyslog: flag("Installs rsyslog where it is missing.", false),
        check_exe: text("The program that shows whether rsyslog is installed."),
        packages: texts("Packages to install for it.", { uniqueItems: true }),
      },
      "Sends the system's log elsewhere.",
      { example: "rsyslog:\n  remotes:\n    central: '@@log.example.org:10514'\n" },
    ),
  }),
  ...module(undefined, {
    output: map(
      {
        all: stream("For every stage without its own setting."),
        init: stream("For the stage with the network."),
        config: stream("For the stage after it."),
        final: stream("For the last stage, where `runcmd` runs."),
      },
      "Where the stages of cloud-init write their output.",
      { example: "output:\n  all: '| tee -a /var/log/cloud-init-output.log'\n" },
    ),
    reporting: named(
      {
        label: "reporter",
        pattern: anyName,
        schema: {
          types: ["object"],
          doc: "One place that events are sent to.",
          oneOf: [
            {
              others: false,
              required: ["type"],
              properties: {
                type: kind("log", "To cloud-init's log."),
                level: word(["DEBUG", "INFO", "WARN", "ERROR", "FATAL"], "The level of the messages.", {
                  default: "DEBUG",
                }),
              },
            },
            { others: false, required: ["type"], properties: { type: kind("print", "To the output.") } },
            {
              others: false,
              required: ["type", "endpoint"],
              properties: {
                type: kind("webhook", "To a web address."),
                endpoint: text("The address.", { format: "uri" }),
                consumer_key: text("OAuth: the consumer's key."),
                token_key: text("OAuth: the token."),
                token_secret: text("OAuth: the token's secret."),
                consumer_secret: text("OAuth: the consumer's secret."),
                timeout: amount("Seconds to wait for an answer.", { minimum: 0 }),
                retries: whole("How often it is retried.", { minimum: 0 }),
              },
            },
            {
              others: false,
              required: ["type"],
              properties: {
                type: kind("hyperv", "To Hyper-V's key-value pairs."),
                kvp_file_path: text("The file of those pairs.", { default: "/var/lib/hyperv/.kvp_pool_1" }),
                event_types: texts("The kinds of event to send."),
              },
            },
          ],
        },
      },
      "Where cloud-init reports what it does.",
      { example: "reporting:\n  central:\n    type: webhook\n    endpoint: https://example.org/events\n" },
    ),
  }),
};
