import type { Command } from "../../run/command";
import { noEnrollment } from "./chosen";

/** Asks Azure about all enrollments. */
export const checkEnrollments: Command = {
  intent: "check the enrollments",
  async run({ services: { enrollments, enrollmentTree } }) {
    if (enrollments.list().length === 0) throw noEnrollment();
    await enrollmentTree.checkAll();
  },
};
