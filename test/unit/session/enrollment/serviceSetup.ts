import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createOperations } from "../../../../src/arm/operations/operation";
import { fileOperationStore } from "../../../../src/arm/operations/operationFiles";
import { machineId, vmId } from "../../../../src/enrollment/target/target";
import type { Enrollment } from "../../../../src/enrollment/record/record";
import type { PracticeOptions } from "../../../../src/practice/cloud";
import { trackedOperations } from "../../../../src/session/operations/trackedOperations";
import {
  EnrollmentService,
  type EnrollmentState,
} from "../../../../src/session/enrollment/enrollmentService";
import { OperationTracker } from "../../../../src/session/operations/operationTracker";
import { targetFrom } from "../../enrollment/sample";
import { openSetup, type Setup } from "../../enrollment/setup";

/** One window: an enrollment service over the shared folder, secrets and cloud. */
export interface Window {
  readonly service: EnrollmentService;
  readonly operations: OperationTracker;
  readonly close: () => void;
}

/** The practice cloud, and what windows share: a folder and the secret storage. */
export interface ServiceSetup {
  readonly setup: Setup;
  readonly folder: string;
  readonly secrets: Map<string, string>;
  readonly logged: unknown[];
  readonly open: () => Promise<Window>;
  /** Everything that stands in the records' folder. */
  readonly files: () => Promise<string>;
  readonly end: () => Promise<void>;
}

/** `soon`: a watch that was lost is resumed in the room's time; else in a minute of the day's. */
export async function openServiceSetup(
  options: PracticeOptions = {},
  watchesAgain: "soon" | "later" = "later",
): Promise<ServiceSetup> {
  const setup = await openSetup(options);
  const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-service-"));
  const secrets = new Map<string, string>();
  const logged: unknown[] = [];
  const windows: Window[] = [];
  const { client, clock } = setup;

  const open = async (): Promise<Window> => {
    const service = new EnrollmentService({
      secrets: {
        get: (name) => Promise.resolve(secrets.get(name)),
        store: (name, value) => Promise.resolve(void secrets.set(name, value)),
        delete: (name) => Promise.resolve(void secrets.delete(name)),
      },
      log: (line, cause) => void logged.push(line, cause),
      clock,
    });
    const operations = new OperationTracker({
      changed: () => undefined,
      ended: ({ record }) => {
        service.operationEnded(record);
      },
      log: (line, cause) => void logged.push(line, cause),
      ...(watchesAgain === "soon" && { clock }),
    });
    const store = fileOperationStore(path.join(folder, "operations"));
    const saved = createOperations({ client, store, clock });
    await operations.use(saved);
    await service.use({
      client,
      operations: trackedOperations(operations, saved),
      folder: path.join(folder, "records"),
    });
    const window = {
      service,
      operations,
      close: () => {
        service.dispose();
        operations.dispose();
      },
    };
    windows.push(window);
    return window;
  };

  return {
    setup,
    folder,
    secrets,
    logged,
    open,
    files: async () => {
      const names = await readdir(path.join(folder, "records"));
      const texts = await Promise.all(
        names.map((name) => readFile(path.join(folder, "records", name), "utf8")),
      );
      return texts.join("\n");
    },
    end: async () => {
      for (const window of windows) window.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Resolves as soon as the service shows it. */
export async function shown(
  service: EnrollmentService,
  id: string,
  isIt: (state: EnrollmentState | undefined) => boolean,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!isIt(service.get(id))) return;
      listening.dispose();
      resolve();
    };
    const listening = service.onDidChange(look);
    look();
  });
}

/** Simulates the VM in the guided mode: the agent connects with the key from the secret storage. */
export async function connectGuest(
  { setup }: ServiceSetup,
  service: EnrollmentService,
  enrollment: Enrollment,
): Promise<string> {
  const target = targetFrom(enrollment.target);
  const outcome = setup.cloud.guest.connect({
    machineId: machineId(target),
    vmId: enrollment.arcVmId,
    privateKey: (await service.keys.read(enrollment.id)) ?? "",
    virtualMachineId: vmId(target),
  });
  return outcome.outcome;
}
