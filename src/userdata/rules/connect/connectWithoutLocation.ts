import { missingFlag } from "./missingFlag";

export const connectWithoutLocation = missingFlag({
  flag: "--location",
  names: "the region of the machine resource",
  why: "The agent calls the Arc service of this region.",
  sample: "$LOCATION",
});
