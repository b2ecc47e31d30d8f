import { flag, list, map, module, named, of, text } from "../dsl";
import type { Schema } from "../schema";

const yumRepository: Schema = {
  types: ["object"],
  others: false,
  properties: {
    baseurl: text("The repository's address.", { format: "uri" }),
    metalink: text("The address of a metalink file that lists mirrors.", { format: "uri" }),
    mirrorlist: text("The address of a list of mirrors.", { format: "uri" }),
    name: text("A name to read."),
    enabled: flag("Whether packages are taken from it.", true),
  },
  namedBy: [
    {
      label: "option",
      pattern: "^[0-9a-zA-Z_]+$",
      schema: {
        oneOf: [of("integer"), of("boolean"), of("string")],
        doc: "An option of yum or dnf, in the format of a `.repo` file.",
      },
    },
  ],
  anyOf: [{ required: ["baseurl"] }, { required: ["metalink"] }, { required: ["mirrorlist"] }],
  doc: "One repository. It needs `baseurl`, `metalink` or `mirrorlist`.",
};

export const repositories = {
  ...module("apk_configure", {
    apk_repos: map(
      {
        preserve_repositories: flag("Leaves `/etc/apk/repositories` as the image has it.", false),
        alpine_repo: {
          types: ["object", "null"],
          others: false,
          properties: {
            base_url: text("The mirror.", { default: "https://dl-cdn.alpinelinux.org/alpine" }),
            community_enabled: flag("Adds the community repository.", false),
            testing_enabled: flag("Adds the testing repository; use it with `edge` only.", false),
            version: text("The release, such as `v3.20` or `edge`."),
          },
          required: ["version"],
          minProperties: 1,
          doc: "The distribution's own repositories.",
        },
        local_repo_base_url: text("The address of one more repository, of your own."),
      },
      "Alpine's package repositories.",
      {
        minProperties: 1,
        example: "apk_repos:\n  alpine_repo:\n    version: v3.20\n    community_enabled: true\n",
      },
    ),
  }),
  ...module("yum_add_repo", {
    yum_repo_dir: text("The folder for the `.repo` files.", {
      default: "/etc/yum.repos.d",
      example: "yum_repo_dir: /etc/yum.repos.d",
    }),
    yum_repos: named(
      { label: "repository", pattern: "^[0-9a-zA-Z -_]+$", schema: yumRepository },
      "Repositories for yum and dnf; each key names a `.repo` file.",
      {
        minProperties: 1,
        example:
          "yum_repos:\n  tools:\n    baseurl: https://example.org/el9/$basearch\n    gpgcheck: true\n    gpgkey: https://example.org/key.asc\n",
      },
    ),
  }),
  ...module("zypper_add_repo", {
    zypper: {
      types: ["object"],
      minProperties: 1,
      properties: {
        repos: list(
          {
            types: ["object"],
            properties: {
              id: text("The repository's short name, also of its file."),
              baseurl: text("The repository's address.", { format: "uri" }),
            },
            required: ["id", "baseurl"],
            doc: "One repository; further keys go to its file.",
          },
          "Repositories to add.",
          { minItems: 1 },
        ),
        config: { types: ["object"], doc: "Settings for `zypp.conf`." },
      },
      doc: "Repositories and settings for zypper.",
      example: "zypper:\n  repos:\n    - id: tools\n      baseurl: https://example.org/suse\n",
    },
  }),
};
