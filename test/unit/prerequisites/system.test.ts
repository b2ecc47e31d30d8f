import assert from "node:assert/strict";
import {
  distributions,
  systemOfImage,
  type OperatingSystem,
} from "../../../src/prerequisites/judge/operatingSystem";
import { judgeSystem } from "../../../src/prerequisites/judge/system";
import { compareVersions } from "../../../src/prerequisites/judge/version";

const linux = (name: string, version?: string, architecture?: string): OperatingSystem => ({
  family: "linux",
  name,
  ...(version !== undefined && { version }),
  ...(architecture !== undefined && { architecture }),
});
const windows = (version: string): OperatingSystem => ({
  family: "windows",
  name: "Windows Server",
  version,
});

// One row a line: the system, and what is found.
// prettier-ignore
const table: [system: OperatingSystem, ids: string[]][] = [
  [linux("ubuntu", "24.04", "x86_64"), []],
  [linux("Ubuntu", "22.04", "aarch64"), ["system-arm64-limits"]],
  [linux("ubuntu", "18.04", "arm64"), ["system-arm64"]],
  [linux("ubuntu", "16.04"), ["system-limited"]],
  [linux("ubuntu", "14.04"), ["system-version"]],
  [linux("ubuntu", "24.04", "i686"), ["system-architecture"]],
  [linux("ubuntu", "24.04", "armv7l"), ["system-architecture"]],
  [linux("debian", "10"), ["system-limited"]],
  [linux("debian", "12", "amd64"), []],
  [linux("debian", "9"), ["system-version"]],
  [linux("azurelinux", "3.0"), []],
  [linux("cbl-mariner", "1.0"), ["system-limited"]],
  [linux("rhel", "9.4"), []],
  [linux("rhel", "6.10"), ["system-version"]],
  [linux("centos", "7"), ["system-limited"]],
  [linux("sles", "12-SP5"), []],
  [linux("sles", "12-SP2"), ["system-version"]],
  [linux("sles", "15.6", "aarch64"), ["system-arm64-limits"]],
  [linux("amzn", "2023"), []],
  [linux("amzn", "2022"), ["system-version"]],
  [linux("alpine", "3.20"), ["system-unlisted"]],
  [linux("ubuntu"), []],
  [windows("2025"), []],
  [windows("2012 R2"), []],
  [windows("2008 R2 SP1"), ["system-limited"]],
  [windows("2003"), ["system-version"]],
  [windows("11"), ["system-client"]],
];

describe("operating systems of the agent", () => {
  for (const [system, ids] of table) {
    it(`${system.name} ${system.version ?? ""} ${system.architecture ?? ""}: ${ids.join() || "supported"}`, () => {
      const { findings, passed } = judgeSystem(system);
      assert.deepEqual(
        findings.map(({ id }) => id),
        ids,
      );
      assert.equal(passed.length, ids.length === 0 ? 1 : 0);
    });
  }

  it("name the last agent of a limited system, and how Windows gets it", () => {
    const [found] = judgeSystem(windows("2008 R2 SP1")).findings;
    assert.match(found?.title ?? "", /agent 1\.39/);
    assert.match(found?.fix ?? "", /-AltDownload https:\/\/aka\.ms\/AzureConnectedMachineAgent-1\.39/);
  });

  it("say what software must be there, with gnupg on the Debian family only", () => {
    const text = (system: OperatingSystem): string =>
      judgeSystem(system)
        .open.map((note) => note.text)
        .join();
    assert.match(text(linux("debian")), /systemd, wget and openssl, gnupg/);
    assert.doesNotMatch(text(linux("rhel")), /gnupg/);
    assert.match(text(windows("2022")), /log on as a service/);
  });

  it("say that an unknown system was not judged", () => {
    const { findings, open } = judgeSystem(undefined);
    assert.deepEqual(findings, []);
    assert.match(open[0]?.text ?? "", /32-bit/);
  });

  it("are each named once", () => {
    const names = distributions.flatMap((each) => each.names.map((name) => `${each.family} ${name}`));
    assert.equal(new Set(names).size, names.length);
  });

  const images: [image: string, found: string | undefined][] = [
    ["myacr.azurecr.io/ubuntu:24.04", "ubuntu 24.04"],
    ["myacr.azurecr.io/vm/ubuntu-server:22.04-lts", "ubuntu 22.04"],
    ["r:5000/rhel9:9.4", "rhel 9.4"],
    ["myacr.azurecr.io/azurelinux:3.0", "azurelinux 3.0"],
    ["myacr.azurecr.io/my-amf:1.2.3", undefined],
    ["myacr.azurecr.io/debian@sha256:00ff", "debian"],
  ];
  for (const [image, found] of images) {
    it(`read from ${image}: ${found ?? "nothing"}`, () => {
      const system = systemOfImage(image);
      const text = system === undefined ? undefined : [system.name, system.version].filter(Boolean).join(" ");
      assert.equal(text, found);
    });
  }
});

describe("versions", () => {
  const order = ["2.9", "2.61.0", "2.75", "3.0.0b1", "3.0.0", "4.0.0b1", "4.0.0", "4.0.1", "10"];
  it("stand in their order, a pre-release before its release", () => {
    order.forEach((left, index) => {
      order.forEach((right, other) => {
        assert.equal(compareVersions(left, right), Math.sign(index - other), `${left} ${right}`);
      });
    });
    assert.equal(compareVersions("2.75", "2.75.0"), 0);
  });
});
