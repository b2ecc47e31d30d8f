/** What the tests inside the extension host tell the process outside, one JSON object a line, over a Unix socket. */
export type Report =
  | { readonly kind: "pass"; readonly title: string; readonly milliseconds: number }
  | { readonly kind: "fail"; readonly title: string; readonly error: string }
  /** A measured value, for a benchmark. */
  | { readonly kind: "figure"; readonly name: string; readonly value: number }
  /** The tests could not be loaded. */
  | { readonly kind: "broken"; readonly error: string }
  | { readonly kind: "end"; readonly tests: number };

/** Names the socket, in the extension host's environment. */
export const socketVariable = "NEXUS_ARC_HOST_TESTS";
