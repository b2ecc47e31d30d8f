import { flag, map, module, of, oneOf, renamed, text, texts, whole, word } from "../dsl";
import type { Schema } from "../schema";

const proxy = (doc: string): Schema => ({ types: ["string", "null"], format: "uri", doc });

const pro: Schema = map(
  {
    enable: texts("Services to turn on, such as `esm-infra` or `livepatch`."),
    enable_beta: texts("Services to turn on while they are in beta."),
    token: text("The token of the subscription. Anyone who reads the user data can read it."),
    features: map(
      { disable_auto_attach: flag("Does not attach a VM whose image belongs to Ubuntu Pro.", false) },
      "Behavior of the client.",
    ),
    config: {
      types: ["object"],
      properties: {
        http_proxy: proxy("The client's proxy for `http`."),
        https_proxy: proxy("The client's proxy for `https`."),
        global_apt_http_proxy: proxy("apt's proxy for `http`, for every source."),
        global_apt_https_proxy: proxy("apt's proxy for `https`, for every source."),
        ua_apt_http_proxy: proxy("apt's proxy for `http`, for Ubuntu Pro's sources alone."),
        ua_apt_https_proxy: proxy("apt's proxy for `https`, for Ubuntu Pro's sources alone."),
      },
      doc: "Settings of the client; others than these are passed on.",
    },
  },
  "Ubuntu Pro.",
  { example: "ubuntu_pro:\n  token: C1…\n  enable: [esm-infra]\n" },
);

const oneCommand = oneOf(
  [of("string"), { types: ["array"], items: of("string") }],
  "A command: a line, or program and arguments.",
);

export const ubuntu = {
  ...module("ubuntu_pro", {
    ubuntu_pro: pro,
    ubuntu_advantage: renamed(pro, "24.1", "ubuntu_pro"),
  }),
  ...module("ubuntu_drivers", {
    drivers: map(
      {
        nvidia: map(
          {
            "license-accepted": flag("Whether you accept NVIDIA's license. Without it nothing is installed."),
            version: text("The driver's version; the newest when left out."),
          },
          "NVIDIA's driver.",
          { required: ["license-accepted"] },
        ),
      },
      "Drivers from other makers.",
      { example: "drivers:\n  nvidia:\n    license-accepted: true\n" },
    ),
  }),
  ...module("snap", {
    snap: map(
      {
        assertions: {
          types: ["object", "array"],
          items: of("string"),
          minItems: 1,
          minProperties: 1,
          uniqueItems: true,
          others: of("string"),
          doc: "Signed assertions to add first: a list, or a mapping whose keys give the order.",
        },
        commands: {
          types: ["object", "array"],
          items: oneCommand,
          minItems: 1,
          minProperties: 1,
          others: oneCommand,
          doc: "Commands of snap to run: a list, or a mapping whose keys give the order.",
        },
      },
      "Snaps.",
      { minProperties: 1, example: "snap:\n  commands:\n    - snap install certbot --classic\n" },
    ),
  }),
  ...module("ubuntu_autoinstall", {
    autoinstall: {
      types: ["object"],
      properties: { version: whole("The version of the format: 1.") },
      required: ["version"],
      doc: "Answers for the installer of Ubuntu Server. cloud-init itself only checks that they are there.",
      example: "autoinstall:\n  version: 1\n",
    },
  }),
  ...module("byobu", {
    byobu_by_default: word(
      [
        "enable-system",
        "enable-user",
        "disable-system",
        "disable-user",
        "enable",
        "disable",
        "user",
        "system",
      ],
      "Whether logins open byobu: for everybody (`system`) or for the image's own user (`user`).",
      { example: "byobu_by_default: enable-system" },
    ),
  }),
  ...module("landscape", {
    landscape: map(
      {
        client: {
          types: ["object"],
          properties: {
            url: text("The server's address.", { default: "https://landscape.canonical.com/message-system" }),
            ping_url: text("The address that shows whether there are messages.", {
              default: "https://landscape.canonical.com/ping",
            }),
            data_path: text("The client's folder.", { default: "/var/lib/landscape/client" }),
            log_level: word(["debug", "info", "warning", "error", "critical"], "How much is logged.", {
              default: "info",
            }),
            computer_title: text("The VM's name in Landscape."),
            account_name: text("The account that it joins."),
            registration_key: text("The account's key for joining."),
            tags: text("Tags with commas between, without spaces.", {
              pattern: "^[-_0-9a-zA-Z]+(,[-_0-9a-zA-Z]+)*$",
            }),
            http_proxy: text("The proxy for `http`."),
            https_proxy: text("The proxy for `https`."),
          },
          required: ["account_name", "computer_title"],
          doc: "Settings of the client; others than these are passed on.",
        },
      },
      "Joins Canonical's Landscape.",
      {
        required: ["client"],
        example: "landscape:\n  client:\n    account_name: example\n    computer_title: node1\n",
      },
    ),
  }),
};
