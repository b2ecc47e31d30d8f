import { transientFaults } from "../../guestSimulator/faults";
import { assertConnected, assertNoSecret, playedBefore, type Scenario } from "../../guestSimulator/scenario";

/** Faults that pass: the script must live through each, and through any two of them at once. */
const names = Object.keys(transientFaults).filter(
  (name): name is keyof typeof transientFaults => name in transientFaults,
);
const pairs = names.flatMap((first, index) =>
  names.slice(index + 1).map((second) => [first, second] as const),
);

const scenarios: Record<string, Scenario> = {};
for (const name of names) {
  for (const flavour of ["curl", "az"]) {
    scenarios[`${flavour}: ${name}`] = { target: { flavour }, faults: transientFaults[name] };
  }
}
for (const [first, second] of pairs) {
  scenarios[`curl: ${first} and ${second}`] = {
    faults: (faults) => {
      transientFaults[first](faults);
      transientFaults[second](faults);
    },
  };
}
scenarios["curl: all five at once"] = {
  faults: (faults) => {
    for (const name of names) transientFaults[name](faults);
  },
};

describe("the VM's script under faults that pass", function () {
  this.timeout(300_000);
  const outcomeOf = playedBefore(scenarios);

  for (const name of Object.keys(scenarios)) {
    it(`connects in spite of ${name}`, async () => {
      const outcome = await outcomeOf(name);
      assertConnected(outcome);
      assertNoSecret(outcome);
    });
  }
});
