import { anyName, anything, flag, map, module, of, text, texts, whole, word } from "./dsl";

export const configurationManagement = {
  ...module("chef", {
    chef: map(
      {
        directories: texts("Folders to create.", { minItems: 1, uniqueItems: true }),
        config_path: text("The client's configuration.", { default: "/etc/chef/client.rb" }),
        validation_cert: text("The validator's key as text, or `system` for one that is there."),
        validation_key: text("Where that key is written.", { default: "/etc/chef/validation.pem" }),
        firstboot_path: text("Where the first run's attributes are written.", {
          default: "/etc/chef/firstboot.json",
        }),
        exec: flag("Runs the client immediately.", false),
        client_key: text("The client's own key.", { default: "/etc/chef/client.pem" }),
        encrypted_data_bag_secret: text("The secret for encrypted data bags.", { default: null }),
        environment: text("The environment.", { default: "_default" }),
        file_backup_path: text("The folder for backups.", { default: "/var/chef/backup" }),
        file_cache_path: text("The folder for the cache.", { default: "/var/chef/cache" }),
        json_attribs: text("The file with attributes in JSON.", { default: "/etc/chef/firstboot.json" }),
        log_level: text("How much is logged.", { default: ":info" }),
        log_location: text("Where it is logged.", { default: "/var/log/chef/client.log" }),
        node_name: text("The node's name; the VM's id when left out."),
        omnibus_url: text("The installer's address.", { default: "https://www.chef.io/chef/install.sh" }),
        omnibus_url_retries: whole("How often its download is retried.", { default: 5 }),
        omnibus_version: text("The version to install."),
        pid_file: text("The file with the process id.", { default: "/var/run/chef/client.pid" }),
        server_url: text("The server."),
        show_time: flag("Logs the time of each line.", true),
        ssl_verify_mode: text("Whether the server's certificate is checked.", { default: ":verify_none" }),
        validation_name: text("The validator's name."),
        force_install: flag("Installs even where Chef is there.", false),
        initial_attributes: { types: ["object"], items: of("string"), doc: "Attributes of the first run." },
        install_type: word(["packages", "gems", "omnibus"], "Where Chef comes from.", {
          default: "packages",
        }),
        run_list: texts("Recipes and roles of the first run."),
        chef_license: word(["accept", "accept-silent", "accept-no-persist"], "How you accept the license."),
      },
      "Sets up Chef.",
      {
        minProperties: 1,
        example:
          "chef:\n  server_url: https://chef.example.org\n  validation_name: example-validator\n  run_list: ['role[web]']\n",
      },
    ),
  }),
  ...module("puppet", {
    puppet: map(
      {
        install: flag("Whether Puppet is installed.", true),
        version: text("The version; the newest when left out."),
        install_type: word(["packages", "aio"], "The distribution's packages, or Puppet's own (`aio`).", {
          default: "packages",
        }),
        collection: text("The collection for `aio`, such as `puppet8`."),
        aio_install_url: text("The installer's address for `aio`."),
        cleanup: flag("Removes the files that `aio` leaves.", true),
        conf_file: text("The configuration file."),
        ssl_dir: text("The folder for certificates."),
        csr_attributes_path: text("The file for the certificate request's attributes."),
        package_name: text("The package."),
        exec: flag("Runs the agent once, immediately.", false),
        exec_args: texts("Arguments of that run."),
        start_service: flag("Starts the agent.", true),
        conf: map(
          {
            main: anything("The section for all."),
            server: anything("The section for the server."),
            agent: anything("The section for the agent."),
            user: anything("The section for `puppet apply`."),
            ca_cert: text("The certificate authority's certificate as PEM text."),
          },
          "Contents of `puppet.conf`, by section. `%f` becomes the VM's full name, `%i` its id.",
        ),
        csr_attributes: map(
          {
            custom_attributes: anything("Attributes that do not go into the certificate."),
            extension_requests: anything("Attributes that do."),
          },
          "Attributes of the certificate request.",
        ),
      },
      "Sets up Puppet.",
      { example: "puppet:\n  conf:\n    agent:\n      server: puppet.example.org\n" },
    ),
  }),
  ...module("salt_minion", {
    salt_minion: map(
      {
        pkg_name: text("The package.", { default: "salt-minion" }),
        service_name: text("The service.", { default: "salt-minion" }),
        config_dir: text("The folder of the configuration.", { default: "/etc/salt" }),
        conf: anything("Contents of the minion's configuration."),
        grains: anything("Contents of its grains."),
        public_key: text("The minion's public key."),
        private_key: text("The minion's private key. Anyone who reads the user data can read it."),
        pki_dir: text("The folder of the keys."),
      },
      "Sets up a Salt minion.",
      { example: "salt_minion:\n  conf:\n    master: salt.example.org\n" },
    ),
  }),
  ...module("mcollective", {
    mcollective: map(
      {
        conf: {
          types: ["object"],
          others: false,
          properties: {
            "public-cert": text("The certificate as PEM text."),
            "private-cert": text("The private key as PEM text. Anyone who reads the user data can read it."),
          },
          namedBy: [
            {
              label: "setting",
              pattern: anyName,
              schema: {
                oneOf: [of("boolean"), of("integer"), of("string")],
                doc: "A setting of `server.cfg`.",
              },
            },
          ],
          doc: "Contents of `server.cfg`.",
        },
      },
      "Sets up MCollective.",
      { example: "mcollective:\n  conf:\n    plugin.stomp.host: example.org\n" },
    ),
  }),
};
