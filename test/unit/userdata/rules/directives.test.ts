import assert from "node:assert/strict";
import { articleScript } from "./articleScript";
import { faults, lint } from "./lint";

/** A script with two mistakes, each on a line of its own. */
const broken = articleScript
  .replace(" --allow-no-subscriptions", "")
  .replace('-n "$VM_NAME"', '-n "$VM_NAME" --relay-type Public');
const loginLine = "az login --identity";
const relayLine = "az networkcloud virtualmachine";

describe("switching rules", () => {
  it("starts with both mistakes", () => {
    assert.deepEqual(faults(broken), ["login-without-allow-no-subscriptions", "relay-incomplete"]);
  });

  it("by settings: off, and another severity", () => {
    const levels = { "login-without-allow-no-subscriptions": "off", "relay-incomplete": "hint" } as const;
    assert.deepEqual(
      lint(broken, { levels }).map(({ rule, severity }) => [rule, severity]),
      [["relay-incomplete", "hint"]],
    );
  });

  it("by a comment for the next line, with a reason", () => {
    const comment =
      "# nexus-arc-disable-next-line login-without-allow-no-subscriptions -- it has a subscription\n";
    assert.deepEqual(faults(broken.replace(loginLine, comment + loginLine)), ["relay-incomplete"]);
  });

  it("by a comment for the next line that names another rule: nothing changes", () => {
    const comment = "# nexus-arc-disable-next-line vm-name\n";
    assert.equal(faults(broken.replace(loginLine, comment + loginLine)).length, 2);
  });

  it("by a comment on the line itself", () => {
    const text = broken.replace(/(az login .*)/u, "$1 # nexus-arc-disable-line");
    assert.deepEqual(faults(text), ["relay-incomplete"]);
  });

  it("by a comment from here on, until they are enabled again", () => {
    const off = broken.replace("umask 077", "# nexus-arc-disable\numask 077");
    assert.deepEqual(faults(off), []);
    assert.deepEqual(faults(off.replace(relayLine, `# nexus-arc-enable\n${relayLine}`)), [
      "relay-incomplete",
    ]);
  });

  it("by a comment for some rules, of which one is enabled again", () => {
    const rules = "login-without-allow-no-subscriptions, relay-incomplete";
    const off = broken.replace("umask 077", `# nexus-arc-disable ${rules}\numask 077`);
    const on = off.replace(relayLine, `# nexus-arc-enable relay-incomplete\n${relayLine}`);
    assert.deepEqual(faults(off), []);
    assert.deepEqual(faults(on), ["relay-incomplete"]);
  });

  it("by a severity comment for the whole document, which wins over the settings", () => {
    const text = `${broken}# nexus-arc-severity relay-incomplete=information, login-without-allow-no-subscriptions=off\n`;
    assert.deepEqual(
      lint(text, { levels: { "relay-incomplete": "hint" } }).map(({ rule, severity }) => [rule, severity]),
      [["relay-incomplete", "information"]],
    );
  });

  it("does not take a comment for another word, or a level that does not exist", () => {
    const text = `${broken}# nexus-arc-disabled\n# nexus-arc-severity relay-incomplete=loud\n`;
    assert.equal(faults(text).length, 2);
  });

  it("works in the comments of a cloud-config", () => {
    const text = "#cloud-config\npower_state: # nexus-arc-disable-line power-state-timeout\n  mode: reboot\n";
    assert.deepEqual(faults(text), []);
    assert.deepEqual(faults(text.replace(/ #.*/u, "")), ["power-state-timeout"]);
  });
});
