import { flag, list, map, module, named, text, texts, word } from "../dsl";

const keyTypes = ["ecdsa", "ed25519", "rsa"];

export const ssh = {
  ...module("ssh", {
    ssh_keys: named(
      {
        label: "key",
        pattern: "^(ecdsa|ed25519|rsa)_(public|private|certificate)$",
        schema: text("The key, in the format of its file."),
      },
      "Host keys to use instead of new ones. A private key here can be read in the user data.",
      { example: "ssh_keys:\n  ed25519_public: ssh-ed25519 AAAA… host\n" },
    ),
    ssh_authorized_keys: texts("Public keys that may log in as the image's own user.", {
      minItems: 1,
      example: "ssh_authorized_keys:\n  - ssh-ed25519 AAAA… ada@laptop\n",
    }),
    ssh_deletekeys: flag("Removes the host keys that came with the image, so that no two VMs share them.", {
      default: true,
      example: "ssh_deletekeys: true",
    }),
    ssh_genkeytypes: list(word(keyTypes, "A kind of key."), "The kinds of host keys to generate.", {
      default: keyTypes,
      minItems: 1,
      example: "ssh_genkeytypes: [ed25519]",
    }),
    disable_root: flag("Refuses logins as root and names the user to take instead.", {
      default: true,
      example: "disable_root: true",
    }),
    disable_root_opts: text("The options put before root's keys when logins as root are denied.", {
      example: "disable_root_opts: no-port-forwarding,no-agent-forwarding",
    }),
    allow_public_ssh_keys: flag("Takes the public keys that the platform offers.", {
      default: true,
      example: "allow_public_ssh_keys: true",
    }),
    ssh_quiet_keygen: flag("Prints nothing while host keys are generated.", {
      default: false,
      example: "ssh_quiet_keygen: true",
    }),
    ssh_publish_hostkeys: map(
      {
        enabled: flag("Whether they are told at all.", true),
        blacklist: texts("The kinds of key to keep back."),
      },
      "Tells the platform the VM's public host keys, where it can take them.",
      { example: "ssh_publish_hostkeys:\n  enabled: true\n  blacklist: [rsa]\n" },
    ),
  }),
  ...module("ssh_authkey_fingerprints", {
    no_ssh_fingerprints: flag("Keeps the fingerprints of users' keys off the console.", {
      default: false,
      example: "no_ssh_fingerprints: true",
    }),
    authkey_hash: text("The hash for those fingerprints.", {
      default: "sha256",
      example: "authkey_hash: sha512",
    }),
  }),
  ...module("ssh_import_id", {
    ssh_import_id: texts(
      "Accounts whose public keys may log in as the image's own user: `gh:name`, `lp:name`.",
      {
        example: "ssh_import_id:\n  - gh:ada\n",
      },
    ),
  }),
  ...module("keys_to_console", {
    ssh: map(
      { emit_keys_to_console: flag("Whether host keys and their fingerprints are printed.", true) },
      "What is printed on the console about host keys.",
      {
        required: ["emit_keys_to_console"],
        example: "ssh:\n  emit_keys_to_console: false\n",
      },
    ),
    ssh_key_console_blacklist: texts("Kinds of host key that are not printed on the console.", {
      default: [],
      uniqueItems: true,
      example: "ssh_key_console_blacklist: [rsa]",
    }),
    ssh_fp_console_blacklist: texts("Kinds of host key whose fingerprints are not printed on the console.", {
      uniqueItems: true,
      example: "ssh_fp_console_blacklist: [rsa]",
    }),
  }),
};
