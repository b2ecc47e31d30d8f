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
import { openRoom, type Room } from "../../enrollment/room";

/** One window: a desk over the shared folder, secrets and cloud. */
export interface Window {
  readonly desk: EnrollmentService;
  readonly operations: OperationTracker;
  readonly close: () => void;
}

/** The practice cloud, and what windows share: a folder and the secret storage. */
export interface DeskRoom {
  readonly room: Room;
  readonly folder: string;
  readonly secrets: Map<string, string>;
  readonly logged: unknown[];
  readonly open: () => Promise<Window>;
  /** Everything that stands in the records' folder. */
  readonly files: () => Promise<string>;
  readonly end: () => Promise<void>;
}

/** `soon`: a watch that was lost is resumed in the room's time; else in a minute of the day's. */
export async function openDeskRoom(
  options: PracticeOptions = {},
  watchesAgain: "soon" | "later" = "later",
): Promise<DeskRoom> {
  const room = await openRoom(options);
  const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-desk-"));
  const secrets = new Map<string, string>();
  const logged: unknown[] = [];
  const windows: Window[] = [];
  const { client, clock } = room;

  const open = async (): Promise<Window> => {
    const desk = new EnrollmentService({
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
        desk.operationEnded(record);
      },
      log: (line, cause) => void logged.push(line, cause),
      ...(watchesAgain === "soon" && { clock }),
    });
    const store = fileOperationStore(path.join(folder, "operations"));
    const saved = createOperations({ client, store, clock });
    await operations.use(saved);
    await desk.use({
      client,
      operations: trackedOperations(operations, saved),
      folder: path.join(folder, "records"),
    });
    const window = {
      desk,
      operations,
      close: () => {
        desk.dispose();
        operations.dispose();
      },
    };
    windows.push(window);
    return window;
  };

  return {
    room,
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

/** Resolves as soon as the desk shows it. */
export async function shown(
  desk: EnrollmentService,
  id: string,
  isIt: (state: EnrollmentState | undefined) => boolean,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!isIt(desk.get(id))) return;
      listening.dispose();
      resolve();
    };
    const listening = desk.onDidChange(look);
    look();
  });
}

/** Simulates the VM in the guided mode: the agent connects with the key from the secret storage. */
export async function connectGuest(
  { room }: DeskRoom,
  desk: EnrollmentService,
  enrollment: Enrollment,
): Promise<string> {
  const target = targetFrom(enrollment.target);
  const outcome = room.cloud.guest.connect({
    machineId: machineId(target),
    vmId: enrollment.arcVmId,
    privateKey: (await desk.keys.read(enrollment.id)) ?? "",
    virtualMachineId: vmId(target),
  });
  return outcome.outcome;
}
