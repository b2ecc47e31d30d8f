import type { ShellCommand } from "../../../script/command";
import type { Subject } from "../../subject";

/** Files that give a program its proxy without any variable, as they are named or written in a document. */
const files: Readonly<Record<string, RegExp>> = {
  apt: /Acquire::https?::Proxy|^\s*(?:https?_)?proxy:|\bapt_proxy:/imu,
  dnf: /(?:dnf|yum)\.conf|\byum_repos:|^\s*proxy\s*=/mu,
  curl: /\.curlrc/u,
  wget: /wgetrc/u,
  pip: /pip\.conf|PIP_PROXY|pip3? config/u,
  git: /\bhttp\.proxy\b/u,
};

const kinds: Readonly<Record<string, string>> = {
  apt: "apt",
  "apt-get": "apt",
  dnf: "dnf",
  yum: "dnf",
  tdnf: "dnf",
  zypper: "dnf",
  curl: "curl",
  wget: "wget",
  pip: "pip",
  pip3: "pip",
  git: "git",
};

/** Where sudo, su and login shells take variables from besides their caller's. */
const systemWide = /\/etc\/(?:environment|sudoers|profile|security\/pam_env)/u;

/** Whether the document gives a command its proxy by a file: of the program, or of the system where `sudo` reads it. */
export function hasOwnConfiguration({ document }: Subject, command: ShellCommand): boolean {
  const { program, lost } = command;
  if (lost !== undefined && !lost.by.startsWith("env") && systemWide.test(document.text)) return true;
  const kind = program !== undefined && Object.hasOwn(kinds, program) ? kinds[program] : undefined;
  return kind !== undefined && files[kind]?.test(document.text) === true;
}
