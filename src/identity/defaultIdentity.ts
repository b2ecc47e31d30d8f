import { nameOfId } from "../arm/resources/resource";
import type { IdentitySpec } from "../arm/resources/resourceIdentity";
import { say } from "../l10n/sentence";

/** Which identity the metadata service takes when a request names none (Microsoft's FAQ on managed identities). */
export type DefaultIdentity =
  | { readonly kind: "system" }
  /** ARM id. */
  | { readonly kind: "user"; readonly id: string }
  /** The request must name one. */
  | { readonly kind: "mustChoose"; readonly ids: readonly string[] }
  | { readonly kind: "none" };

export function defaultIdentity({ systemAssigned, userAssigned }: IdentitySpec): DefaultIdentity {
  if (systemAssigned) return { kind: "system" };
  const [only, ...more] = userAssigned;
  if (only === undefined) return { kind: "none" };
  return more.length === 0 ? { kind: "user", id: only } : { kind: "mustChoose", ids: userAssigned };
}

/** The same in words. */
export function describeDefaultIdentity(identity: IdentitySpec): string {
  const found = defaultIdentity(identity);
  switch (found.kind) {
    case "system":
      return say`A request that names no identity uses the system-assigned identity.`;
    case "user":
      return say`A request that names no identity uses ${nameOfId(found.id)}, the only identity available.`;
    case "mustChoose":
      return say`There are several user-assigned identities and no system-assigned identity. A request must name one of them.`;
    case "none":
      return say`There is no managed identity, so no request gets a token.`;
  }
}
