import type { ShellCommand } from "../../script/command";

/** A command and its place in the order of the run. */
export interface Step {
  readonly order: number;
  readonly command: ShellCommand;
}

/** The steps of an enrollment that a document takes, each in the order of the run. */
export interface EnrollmentSteps {
  /** Whether any command has to do with Azure; where none has, no rule about enrollments has anything to say. */
  readonly touchesAzure: boolean;
  /** Whether the document enrolls a VM at all; most rules about Azure are silent where it does not. */
  readonly enrolls: boolean;
  /** Whether it speaks of Operator Nexus, and so wants the relay: a relay call, a machine created in advance, the CSN proxy. */
  readonly wantsRelay: boolean;
  readonly logins: readonly Step[];
  readonly identityLogins: readonly Step[];
  /** Commands that take a token, the sign-ins included. */
  readonly tokens: readonly Step[];
  readonly machines: readonly Step[];
  readonly relays: readonly Step[];
  readonly installs: readonly Step[];
  readonly removals: readonly Step[];
  readonly connects: readonly Step[];
  /** Commands that make an RSA key. */
  readonly keys: readonly Step[];
}

export const noSteps: EnrollmentSteps = {
  touchesAzure: false,
  enrolls: false,
  wantsRelay: false,
  logins: [],
  identityLogins: [],
  tokens: [],
  machines: [],
  relays: [],
  installs: [],
  removals: [],
  connects: [],
  keys: [],
};
