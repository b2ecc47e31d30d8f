import assert from "node:assert/strict";
import { generateKeyPair } from "../../src/keys/pair";
import { machineId } from "../../src/enrollment/target/target";
import { vmScript } from "../../src/enrollment/vmScript/vmScript";
import { assertConnected, assertNoSecret, play, targetOf, type Outcome } from "../standin/scenario";

const heal = (outcome: { azure: Outcome["azure"] }): void => {
  outcome.azure.faults.agent0062 = 0;
  outcome.azure.faults.relayBusy = 0;
  outcome.azure.faults.rolesLate = 0;
};
const between = (azure: Outcome["azure"]): void => {
  heal({ azure });
};

/** Machine as somebody else made it: another key, another vmId. */
async function foreignMachine(azure: Outcome["azure"], vmId: string): Promise<string> {
  const { publicKey } = await generateKeyPair();
  const url = `https://management.azure.com${machineId(targetOf())}?api-version=2025-02-19-preview`;
  const answer = await azure.practice.handle({
    method: "PUT",
    url: url.replace("https://management.azure.com", "https://management.practice.invalid"),
    headers: { authorization: `Bearer ${azure.practice.token().token}`, "content-type": "application/json" },
    body: JSON.stringify({
      location: "eastus",
      identity: { type: "SystemAssigned" },
      properties: { vmId, clientPublicKey: publicKey },
    }),
  });
  assert.equal(answer.status, 201, answer.body);
  return publicKey;
}

describe("the VM's script, run again", function () {
  this.timeout(300_000);

  for (const flavour of ["curl", "az"]) {
    it(`continues after the agent failed, though it blocks tokens and the key is gone: ${flavour}`, async () => {
      const outcome = await play({
        target: { flavour },
        boots: 2,
        between,
        faults: (faults) => {
          faults.agent0062 = 1000;
        },
      });
      assert.equal(outcome.boots[0]?.code, 1);
      assertConnected(outcome);
      assertNoSecret(outcome);
      assert.equal(outcome.report?.result, "connected");
    });
  }

  for (const [name, fault] of Object.entries({
    "the role came": "rolesLate",
    "the relay was free": "relayBusy",
  } as const)) {
    it(`connects once ${name}`, async () => {
      const outcome = await play({
        boots: 2,
        between,
        faults: (faults) => {
          faults[fault] = 1000;
        },
      });
      assert.equal(outcome.boots[0]?.code, 1);
      assertConnected(outcome);
      assertNoSecret(outcome);
    });
  }

  it("never touches a machine of somebody else, and says so", async () => {
    let key = "";
    const outcome = await play({
      boots: 1,
      prepare: async (azure) => {
        key = await foreignMachine(azure, "99999999-9999-9999-9999-999999999999");
      },
    });
    assert.equal(outcome.boots[0]?.code, 1);
    assert.match(
      outcome.boots[0].log,
      /^\[7\/10\] .*FAILED: .*already exists and is not of this VM.*\[machine-conflict\]$/m,
    );
    assert.equal(outcome.azure.machine()?.properties["clientPublicKey"], key);
    assert.ok(!outcome.azure.requests.some((request) => /^(PUT|DELETE|POST)/.test(request)));
  });

  it("takes a machine with the right vmId and a key that this VM never had for somebody else's", async () => {
    const vmId = "88888888-8888-8888-8888-888888888888";
    const outcome = await play({
      script: (target) => vmScript(target, { vmId }),
      prepare: async (azure) => {
        await foreignMachine(azure, vmId);
      },
    });
    assert.equal(outcome.boots[0]?.code, 1);
    assert.match(outcome.boots[0].log, /its public key was not made by this VM/);
  });

  it("leaves nothing behind when it is interrupted, and connects afterward", async () => {
    // The first run is told to stop when it first pauses: at the busy relay, with key and token in its hands.
    const outcome = await play({
      boots: 2,
      between,
      faults: (faults) => {
        faults.relayBusy = 1;
      },
      script: (target) =>
        vmScript(target).replace(
          /^main$/m,
          "if [[ ! -e /standin/stopped ]]; then sleep() { : >/standin/stopped; kill -TERM $$$$; }; fi\nmain",
        ),
    });
    assert.match(outcome.boots[0]?.log ?? "", /\[interrupted\]/);
    assertConnected(outcome);
    assertNoSecret(outcome);
  });
});

describe("the VM's script where others differ", function () {
  this.timeout(300_000);

  it("continues after kill -9, though what the killed run started still holds the lock", async () => {
    const outcome = await play({
      boots: 2,
      script: (target) =>
        vmScript(target).replace(
          /^main$/m,
          "if [[ ! -e /standin/killed ]]; then judge_relay() { /bin/sleep 5 & : >/standin/killed; kill -KILL $$$$; }; fi\nmain",
        ),
    });
    assert.notEqual(outcome.boots[0]?.code, 0);
    assertConnected(outcome);
    assertNoSecret(outcome);
  });

  it("waits for an agent that lost contact; its machine is not created again", async () => {
    const shown = "/var/opt/azcmagent/standin/connected";
    const outcome = await play({
      boots: 2,
      script: (target) =>
        vmScript(target).replace(
          /^main$/m,
          `if [[ -f ${shown} ]]; then
  sed -i 's/"Connected"/"Disconnected"/' ${shown}
  sleep() { sed -i 's/"Disconnected"/"Connected"/' ${shown}; }
fi
main`,
        ),
    });
    assertConnected(outcome);
    assert.match(outcome.boots[1]?.log ?? "", /reports Disconnected: waiting for it/);
    assert.ok(!outcome.azure.requests.some((request) => request.startsWith("DELETE")));
  });

  it("follows the relay's operation where its address moves with each answer", async () => {
    const outcome = await play({
      faults: (faults) => {
        faults.relayMoves = 3;
      },
    });
    assertConnected(outcome);
    const looks = outcome.azure.requests.filter((request) => /^GET .*operationstatuses/i.test(request));
    assert.ok(looks.length >= 4, looks.join("\n"));
  });

  it("takes the installer's second place when a page stands in the first, and waits for the relay to know the machine", async () => {
    const outcome = await play({
      faults: (faults) => {
        faults.page = "installer";
        faults.relayUnknown = 2;
      },
    });
    assertConnected(outcome);
    assert.doesNotMatch(outcome.boots[0]?.log ?? "", /syntax error/);
  });
});

describe("the VM's script in guided mode", function () {
  this.timeout(300_000);
  const vmId = "77777777-7777-7777-7777-777777777777";

  /** The workstation's part: machine and relay. */
  async function workstation(azure: Outcome["azure"], publicKey: string): Promise<void> {
    const headers = {
      authorization: `Bearer ${azure.practice.token().token}`,
      "content-type": "application/json",
    };
    const machine = `https://management.practice.invalid${machineId(targetOf())}?api-version=2025-02-19-preview`;
    const body = {
      location: "eastus",
      identity: { type: "SystemAssigned" },
      properties: { vmId, clientPublicKey: publicKey },
    };
    const made = await azure.practice.handle({
      method: "PUT",
      url: machine,
      headers,
      body: JSON.stringify(body),
    });
    assert.equal(made.status, 201, made.body);
  }

  for (const way of ["stdin", "file", "embedded"] as const) {
    for (const flavour of way === "stdin" ? ["curl", "az"] : ["curl"]) {
      it(`connects with the key of the workstation: ${way}, ${flavour}`, async () => {
        const pair = await generateKeyPair();
        const lines = `export PRIVATE_B64="${pair.privateKey}"\nexport ARC_MACHINE_VMID="${vmId}"\n`;
        const file = `umask 077; cat >/run/key <<'END'\n${lines}END\nexport NEXUS_ARC_KEY_FILE=/run/key\n`;
        const outcome = await play({
          target: { creator: "workstation", flavour },
          prepare: (azure) => workstation(azure, pair.publicKey),
          stdin: way === "stdin" ? lines : "",
          script: (target) => {
            const text = vmScript(target, way === "embedded" ? { vmId, privateKey: pair.privateKey } : {});
            assert.equal(text.includes(pair.privateKey), way === "embedded");
            return way === "file" ? text.replace(/^main$/m, `${file}main`) : text;
          },
        });
        assert.equal(outcome.boots[0]?.code, 0, outcome.boots[0]?.log);
        assert.equal(outcome.azure.status(), "Connected");
        assertNoSecret(outcome);
        assert.deepEqual(
          outcome.report?.steps.map(({ step, state }) => `${step} ${state}`),
          ["4 done", "5 done", "6 done", "7 elsewhere", "8 elsewhere", "9 done", "10 done"],
        );
      });
    }
  }

  it("stops before it changes anything when no key is given", async () => {
    const outcome = await play({ target: { creator: "workstation" } });
    assert.match(outcome.boots[0]?.log ?? "", /\[key-missing\]/);
  });

  it("says what is wrong with a PKCS#8 key", async () => {
    const { generateKeyPairSync } = await import("node:crypto");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    const outcome = await play({
      target: { creator: "workstation" },
      stdin: `PRIVATE_B64=${pkcs8}\nARC_MACHINE_VMID=${vmId}\n`,
    });
    assert.match(outcome.boots[0]?.log ?? "", /PKCS#1.*\[key-format\]/);
    assertNoSecret(outcome);
  });
});
