import { say } from "../../l10n/sentence";

/**
 * How long Azure may be at one operation of an enrollment before we stop watching, in milliseconds. Creating a VM took two
 * minutes in recorded traffic, and a large image takes longer; two hours are far beyond both.
 */
export const longestOperationMs = 2 * 60 * 60_000;

export const slowOperationMove = say`Azure continues on its own. Check again later. If it does not finish, contact Azure support with the correlation ID.`;
