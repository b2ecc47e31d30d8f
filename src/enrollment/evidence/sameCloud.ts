import type { Cloud } from "../../arm/cloud";
import { say } from "../../l10n/sentence";
import type { Enrollment } from "../record/record";
import { StepBlockedError } from "../steps/step";
import { cloudOf, readTarget } from "../target/target";

/**
 * Throws `StepBlockedError`, with where to sign in, when the enrollment is about another cloud than the one that is signed in to: its
 * ids would be sent to an Azure that they do not mean. Clouds are told apart by Resource Manager's address; an enrollment that is
 * not filled in yet is of no cloud.
 */
export function assertSameCloud({ target }: Pick<Enrollment, "target">, signedIn: Cloud): void {
  const reading = readTarget(target);
  if (!reading.ok) return;
  const own = cloudOf(reading.target);
  if (addressOf(own) === addressOf(signedIn)) return;
  throw new StepBlockedError(
    say`This enrollment belongs to ${wordsFor(own)}; you are signed in to ${wordsFor(signedIn)}.`,
    moveTo(own),
  );
}

function addressOf({ resourceManager }: Cloud): string {
  return resourceManager.toLowerCase().replace(/\/+$/, "");
}

function wordsFor({ name, displayName, resourceManager }: Cloud): string {
  switch (name) {
    case "practice":
      return say`the practice cloud`;
    case "custom":
      return say`a custom cloud (${resourceManager})`;
    default:
      return displayName;
  }
}

function moveTo({ name, resourceManager }: Cloud): string {
  switch (name) {
    case "practice":
      return say`Run “Nexus Arc: Try the Practice Cloud”, then continue.`;
    case "custom":
      return say`Set nexusArc.cloud to custom and nexusArc.customCloud to ${resourceManager} in the settings, sign in there, then continue.`;
    default:
      return say`Set nexusArc.cloud to ${name} in the settings, sign in there, then continue.`;
  }
}
