import type { Command } from "../command";

/** Asks Azure about all enrollments. */
export const checkEnrollments: Command = {
  intent: "check the enrollments",
  run: ({ services }) => services.enrollmentTree.checkAll(),
};
