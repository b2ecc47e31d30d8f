import { extensionId } from "../../ids";

/** The form of an enrollment's id in `*.nexus-arc.json`. */
const linkPath = /^\/enrollment\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** A link that VS Code opens by our handler. It names the enrollment and holds nothing of it. */
export function linkTo(enrollmentId: string, uriScheme: string): string {
  return `${uriScheme}://${extensionId}/enrollment/${enrollmentId}`;
}

/** The enrollment that the path of a link names. Links come from anywhere: whatever has another form names none. */
export function enrollmentIn(path: string): string | undefined {
  return linkPath.exec(path)?.[1]?.toLowerCase();
}
