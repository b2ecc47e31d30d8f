import { anyName, flag, list, literal, map, module, named, of, oneOf, outdated, text, texts } from "../dsl";
import type { Schema } from "../schema";

const mirror = (doc: string): Schema =>
  list(
    map(
      {
        arches: texts("The architectures that this entry is for; `default` is every other one.", {
          minItems: 1,
        }),
        uri: text("The mirror. It counts before `search` and `search_dns`.", { format: "uri" }),
        search: list(
          { types: ["string"], format: "uri" },
          "Mirrors to try, in this order; the first whose name resolves is taken.",
          { minItems: 1 },
        ),
        search_dns: flag("Tries mirrors by name in the VM's own domains: `<distro>-mirror`."),
        keyid: text("The fingerprint of the mirror's key, which is fetched from `keyserver`."),
        key: text("The mirror's key itself."),
        keyserver: text("Where `keyid` is fetched from."),
      },
      "A mirror for some architectures.",
      { required: ["arches"] },
    ),
    doc,
    { minItems: 1 },
  );

const source = map(
  {
    source: text(
      "The line of the source, `ppa:owner/name`, or empty for a key alone. `$MIRROR`, `$RELEASE` and `$KEY_FILE` are filled in.",
    ),
    keyid: text("The fingerprint of the source's key, which is fetched from `keyserver`."),
    key: text("The source's key itself."),
    keyserver: text("Where `keyid` is fetched from."),
    filename: text("The file under `sources.list.d`, instead of one named after this entry."),
    append: flag("Adds to a file that is there, instead of overwriting it.", true),
  },
  "One source.",
  { minProperties: 1 },
);

export const apt = {
  ...module("apt_configure", {
    apt: map(
      {
        preserve_sources_list: flag("Leaves `sources.list` as the image has it.", false),
        generate_mirrorlists: flag(
          "Writes lists of mirrors next to the sources. Debian's own addition.",
          false,
        ),
        disable_suites: texts("Suites to turn off: `updates`, `security`, `backports`, or a full name.", {
          minItems: 1,
          uniqueItems: true,
        }),
        primary: mirror("Mirrors for the main archive."),
        security: mirror("Mirrors for security updates; the main ones where left out."),
        add_apt_repo_match: text(
          "A regular expression; a source that it matches goes to `add-apt-repository`.",
          { default: "^[\\w-]+:\\w" },
        ),
        debconf_selections: named(
          { label: "name", pattern: anyName, schema: text("Lines for `debconf-set-selections`.") },
          "Answers for debconf, set before anything is installed.",
          { minProperties: 1 },
        ),
        sources_list: text("A template for `sources.list`, or for a deb822 file."),
        conf: text("Settings for apt, in the format of `apt.conf`."),
        https_proxy: text("The proxy for `https` sources; for apt alone."),
        http_proxy: text(
          "The proxy for `http` sources; for apt alone. It is set before packages are installed.",
        ),
        proxy: text("Another name for `http_proxy`."),
        ftp_proxy: text("The proxy for `ftp` sources; for apt alone."),
        sources: named(
          { label: "file name", pattern: anyName, schema: source },
          "More package sources; each key names a file under `sources.list.d`.",
        ),
      },
      "How apt gets its packages: proxy, mirrors, sources and keys.",
      {
        minProperties: 1,
        example: `apt:
  http_proxy: http://169.254.0.11:3128
  https_proxy: http://169.254.0.11:3128
  sources:
    tools.list:
      source: deb [signed-by=$KEY_FILE] https://example.org/debian stable main
      keyid: 9DC858229FC7DD38854AE2D88D81803C0EBFCD88
`,
      },
    ),
  }),
  ...module("apt_pipelining", {
    apt_pipelining: oneOf(
      [
        of("integer"),
        of("boolean"),
        {
          types: ["string"],
          oneOf: [literal(["os"]), outdated(literal(["none", "unchanged"]), { since: "22.4", value: "os" })],
        },
      ],
      "How many requests apt sends ahead on one connection: a number, false for none, `os` for the distribution's default.",
      { example: "apt_pipelining: false" },
    ),
  }),
};
