/** What is to be said of the name of a user-assigned identity. */
export interface IdentityNameJudgement {
  /** Azure would refuse the name. */
  readonly problem?: string;
  /** Azure takes it, but something may not work later. */
  readonly warning?: string;
}

/** Microsoft.ManagedIdentity 2024-11-30 takes these. */
const shape = /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/;

/** "For the assignment to a virtual machine or scale set to work properly": the documents on managed identities. */
export const safeIdentityNameLength = 24;

/** Judges the name of a user-assigned identity: 3 to 128 letters, digits, `-` and `_`, the first a letter or digit. */
export function judgeIdentityName(name: string): IdentityNameJudgement {
  if (name === "") return { problem: "Enter a name for the identity." };
  if (!/^[a-zA-Z0-9]/.test(name)) return { problem: "It must start with a letter or a digit." };
  if (name.length < 3) return { problem: "It must have at least 3 characters." };
  if (name.length > 128)
    return { problem: `It can have 128 characters at most. This name has ${name.length}.` };
  if (!shape.test(name)) return { problem: "It can contain only letters, digits, '-', and '_'." };
  if (name.length > safeIdentityNameLength) {
    return {
      warning: `It has ${name.length} characters. Azure allows up to 128, but its documentation says that an identity can be assigned to Azure VMs and scale sets only with a name of up to ${safeIdentityNameLength}.`,
    };
  }
  return {};
}
