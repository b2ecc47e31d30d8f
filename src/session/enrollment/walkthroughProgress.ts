import { setContext } from "../../window/context";
import { isDone } from "../../enrollment/evidence/evidence";
import { contextKeys } from "../../ids";
import type { EnrollmentState } from "./enrollmentState";

const stages = ["none", "vm", "relay", "connected"] as const;
type Stage = (typeof stages)[number];

interface Desk {
  list(): readonly EnrollmentState[];
  onDidChange(listener: () => void): { dispose(): void };
}

/** Tells the walkthrough how far the enrollment that is furthest has come. It never goes back. */
export function trackWalkthroughProgress(enrollments: Desk): { dispose(): void } {
  let furthest: Stage = "none";
  return enrollments.onDidChange(() => {
    const stage = enrollments.list().map(stageOf).reduce(later, furthest);
    if (stage === furthest) return;
    furthest = stage;
    setContext(contextKeys.furthest, stage);
  });
}

function stageOf({ assessment }: EnrollmentState): Stage {
  if (assessment === undefined) return "none";
  const { evidence, connected } = assessment;
  if (connected) return "connected";
  if (isDone(evidence[8])) return "relay";
  return isDone(evidence[3]) ? "vm" : "none";
}

function later(a: Stage, b: Stage): Stage {
  return stages.indexOf(a) >= stages.indexOf(b) ? a : b;
}
