import { amount, flag, list, map, module, oneOf, outdated, text, texts, word } from "./dsl";
import type { Schema } from "./schema";

/** Arguments that `ansible-pull` and `ansible-playbook` share. */
const shared = {
  scp_extra_args: text("More arguments for scp."),
  sftp_extra_args: text("More arguments for sftp."),
  private_key: text("The key file for connections."),
  module_path: text("Where modules are looked for."),
  connection: text("The kind of connection."),
  vault_id: text("The vault identity."),
  vault_password_file: text("The file with the vault's password."),
  inventory: text("The inventory."),
  module_name: text("The module to run."),
  sleep: text("Seconds to wait before it starts, up to a random number."),
  tags: text("Only tasks with these tags."),
  skip_tags: text("No tasks with these tags."),
};

const pull: Schema = map(
  {
    ...shared,
    url: text("The repository that holds the playbook."),
    playbook_names: texts("The playbooks to run."),
    playbook_name: text("The playbook to run.", {
      deprecated: { since: "25.2", note: "Use `playbook_names`, a list." },
    }),
    accept_host_key: flag("Takes the repository's host key without question.", false),
    clean: flag("Throws local changes away.", false),
    full: flag("Fetches the repository with its whole history.", false),
    diff: flag("Shows what changes in files.", false),
    ssh_common_args: text("More arguments for ssh, scp and sftp."),
    checkout: text("The branch, tag or commit."),
    timeout: text("Seconds for a connection, as a text."),
    verify_commit: flag("Checks the commit's signature.", false),
  },
  "One run of `ansible-pull`. It needs `url` and `playbook_names`.",
  { oneOf: [{ required: ["url", "playbook_name"] }, { required: ["url", "playbook_names"] }] },
);

const playbookRun: Schema = {
  types: ["object"],
  properties: {
    ...shared,
    playbook_name: text("The playbook."),
    playbook_dir: text("The folder that it is in."),
    become_password_file: text("The file with the password for becoming another user."),
    connection_password_file: text("The file with the password for the connection."),
    list_hosts: flag("Only lists the hosts.", false),
    syntax_check: flag("Only checks the playbook.", false),
    timeout: amount("Seconds for a connection.", { minimum: 0 }),
    background: amount("Seconds that a task may run in the background.", { minimum: 0 }),
    check: flag("Changes nothing. Only shows what would change.", false),
    diff: flag("Shows what changes in files.", false),
    poll: amount("Seconds between looks at a background task.", { minimum: 0 }),
    args: text("Arguments of the module."),
    extra_vars: text("More variables."),
    forks: amount("How many hosts at once.", { minimum: 0 }),
  },
  doc: "One run of `ansible-playbook`.",
};

export const ansible = module("ansible", {
  ansible: map(
    {
      install_method: word(["distro", "pip"], "From the distribution, or from PyPI.", { default: "distro" }),
      run_user: text("The user that runs Ansible; root when left out."),
      ansible_config: text("The configuration file."),
      setup_controller: map(
        {
          repositories: list(
            map({ path: text("Where it goes."), source: text("Where it comes from.") }, "One repository.", {
              required: ["path", "source"],
            }),
            "Repositories to fetch.",
          ),
          run_ansible: list(playbookRun, "Playbooks to run."),
        },
        "Makes this VM one that controls others.",
      ),
      galaxy: map(
        {
          actions: list(
            list({ types: ["string"], pattern: "^.*$" }, "One command: its arguments."),
            "Commands of `ansible-galaxy`.",
          ),
        },
        "Roles and collections to fetch.",
        { required: ["actions"] },
      ),
      package_name: text("The package.", { default: "ansible" }),
      pull: oneOf(
        [
          { types: ["array"], items: pull },
          outdated(pull, { since: "25.2", note: "Write a list, even of one run." }),
        ],
        "Runs of `ansible-pull`, in this order.",
      ),
    },
    "Runs Ansible on this VM.",
    {
      example: `ansible:
  install_method: pip
  pull:
    - url: https://example.org/playbooks.git
      playbook_names: [site.yml]
`,
    },
  ),
});
