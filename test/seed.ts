/**
 * Every random property of a run starts from one seed: the same code gives the same result on every machine.
 * `NEXUS_ARC_SEED` sets another, and fast-check prints the one of a failure.
 */
import fc from "fast-check";

export const seed = Number(process.env["NEXUS_ARC_SEED"] ?? 20_261_122);

fc.configureGlobal({ seed });
