import { flag, literal, module, oneOf, outdated, text } from "../dsl";

export const hostname = {
  ...module("set_hostname", {
    hostname: text("The VM's short name.", { example: "hostname: node1" }),
    fqdn: text("The VM's full name, with its domain.", { example: "fqdn: node1.example.org" }),
    prefer_fqdn_over_hostname: flag("Sets the full name as the system's name, instead of the short one.", {
      example: "prefer_fqdn_over_hostname: true",
    }),
    preserve_hostname: flag("Leaves the system's name alone.", {
      default: false,
      example: "preserve_hostname: true",
    }),
    create_hostname_file: flag("Makes `/etc/hostname` where there is none.", {
      default: true,
      example: "create_hostname_file: false",
    }),
  }),
  ...module("update_etc_hosts", {
    manage_etc_hosts: oneOf(
      [
        literal([true, false, "localhost"]),
        outdated(literal(["template"]), { since: "22.3", value: "true" }),
      ],
      "Whether `/etc/hosts` is written again at each boot: from a template (true), or only its line for this host (`localhost`).",
      { default: false, example: "manage_etc_hosts: localhost" },
    ),
  }),
};
