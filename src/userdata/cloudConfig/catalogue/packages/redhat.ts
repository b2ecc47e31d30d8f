import { flag, map, module, of, oneOf, outdated, renamed, text, texts } from "../dsl";
import type { Schema } from "../schema";

/** Keys that also have an old spelling with a hyphen. */
const twice = {
  activation_key: text("The activation key, with `org` instead of user and password."),
  auto_attach: flag("Attaches subscriptions that fit."),
  service_level: text("The service level; for `auto_attach`."),
  add_pool: texts("Pools to attach, by id."),
  enable_repo: texts("Repositories to turn on."),
  disable_repo: texts("Repositories to turn off."),
  rhsm_baseurl: text("The address of the content server."),
  server_hostname: text("The subscription server."),
} satisfies Readonly<Record<string, Schema>>;

const old = (key: string): string => key.replaceAll("_", "-");
const pairs = Object.entries<Schema>(twice);

export const redhat = {
  ...module("rh_subscription", {
    rh_subscription: map(
      {
        username: text("The account, with `password`."),
        password: text(
          "The account's password. Anyone who reads the user data can read it; an activation key is safer.",
        ),
        org: oneOf(
          [of("string"), outdated(of("integer"), { since: "24.2", note: "Write the number in quotes." })],
          "The organization, with `activation_key`.",
        ),
        release_version: text("The minor release to stay on."),
        ...twice,
        ...Object.fromEntries(pairs.map(([key, schema]) => [old(key), renamed(schema, "25.3", key)])),
      },
      "Registers the VM with Red Hat's subscription management.",
      {
        allOf: pairs.map(([key]) => ({ notTogether: [key, old(key)] })),
        example: "rh_subscription:\n  org: '1234567'\n  activation_key: my-key\n",
      },
    ),
  }),
  ...module("spacewalk", {
    spacewalk: map(
      {
        server: text("The server."),
        proxy: text("The proxy on the way to it."),
        activation_key: text("The activation key."),
      },
      "Registers the VM with a Spacewalk server.",
      { example: "spacewalk:\n  server: spacewalk.example.org\n  activation_key: my-key\n" },
    ),
  }),
};
