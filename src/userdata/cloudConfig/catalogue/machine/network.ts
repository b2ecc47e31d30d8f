import { anything, flag, list, map, module, text, texts, word } from "../dsl";
import type { Schema } from "../schema";

const hosts = (doc: string): Schema =>
  list({ types: ["string"], format: "hostname" }, doc, { uniqueItems: true });

export const network = {
  ...module("resolv_conf", {
    manage_resolv_conf: flag("Whether `resolv_conf` is used at all.", {
      default: false,
      example: "manage_resolv_conf: true",
    }),
    resolv_conf: map(
      {
        nameservers: { types: ["array"], doc: "Name servers, in the order of asking." },
        searchdomains: { types: ["array"], doc: "Domains to try for a short name." },
        domain: text("The VM's own domain."),
        sortlist: { types: ["array"], doc: "Address and mask pairs that sort the answers." },
        options: anything("Options of the resolver, name and value."),
      },
      "Contents of `/etc/resolv.conf`. On distributions with a network manager set name servers there instead.",
      {
        example:
          "resolv_conf:\n  nameservers: [10.0.0.53]\n  searchdomains: [example.org]\n  options:\n    timeout: 1\n",
      },
    ),
  }),
  ...module("ntp", {
    ntp: {
      types: ["null", "object"],
      others: false,
      properties: {
        pools: hosts("Names of pools, each of which provides several servers."),
        servers: hosts("Time servers."),
        peers: hosts("Hosts that keep time together with this one."),
        allow: texts("Networks that may ask this host for the time.", { uniqueItems: true }),
        ntp_client: text(
          "The client to set up: `chrony`, `ntp`, `openntpd`, `ntpdate`, `systemd-timesyncd`, or `auto`.",
          { default: "auto" },
        ),
        enabled: flag("Whether time is synchronized.", true),
        config: map(
          {
            confpath: text("The client's configuration file."),
            check_exe: text("The program that shows whether the client is installed."),
            packages: texts("Packages to install for it.", { uniqueItems: true }),
            service_name: text("The service to start."),
            template: text(
              "A jinja template for the configuration file; `servers`, `pools`, `peers` and `allow` are filled in.",
            ),
          },
          "A client that cloud-init does not know, or other settings for one that it does.",
          { minProperties: 1 },
        ),
      },
      doc: "Keeps the clock right. An empty value sets up the distribution's client with its default pools.",
      example: "ntp:\n  enabled: true\n  servers: [time.example.org]\n",
    },
  }),
  ...module("wireguard", {
    wireguard: {
      types: ["null", "object"],
      others: false,
      properties: {
        interfaces: list(
          map(
            {
              name: text("The interface.", { example: "name: wg0" }),
              config_path: text("Its configuration file."),
              content: text(
                "Contents of that file. It contains a private key: anyone who reads the user data can read it.",
              ),
            },
            "One interface.",
          ),
          "The interfaces to set up.",
          { minItems: 1 },
        ),
        readinessprobe: texts("Commands that must succeed before the boot continues.", { uniqueItems: true }),
      },
      required: ["interfaces"],
      minProperties: 1,
      doc: "WireGuard tunnels.",
      example:
        "wireguard:\n  interfaces:\n    - name: wg0\n      config_path: /etc/wireguard/wg0.conf\n      content: |\n        [Interface]\n        Address = 192.168.254.1/24\n",
    },
  }),
  ...module("fan", {
    fan: map(
      {
        config: text("The lines of the configuration."),
        config_path: text("Where they are written.", { default: "/etc/network/fan" }),
      },
      "Ubuntu's fan networking, for containers' addresses.",
      { required: ["config"], example: "fan:\n  config: |\n    10.0.0.0/8 eth0/16 dhcp\n" },
    ),
  }),
  ...module("install_hotplug", {
    updates: map(
      {
        network: map(
          {
            when: list(
              word(["boot-new-instance", "boot-legacy", "boot", "hotplug"], "An occasion."),
              "The occasions.",
            ),
          },
          "The network's configuration.",
          { required: ["when"] },
        ),
      },
      "On which occasions cloud-init applies a configuration again.",
      { example: "updates:\n  network:\n    when: [boot-new-instance, hotplug]\n" },
    ),
  }),
  ...module("disable_ec2_metadata", {
    disable_ec2_metadata: flag("Blocks the way to EC2's metadata address after the boot.", {
      default: false,
      example: "disable_ec2_metadata: true",
    }),
  }),
};
