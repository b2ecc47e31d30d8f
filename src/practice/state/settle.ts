import { settleOperation } from "./effects";
import { setAgentStatus } from "../guest/boot";
import { settleRegistration } from "../subscriptions/providers";
import { playDeployment } from "../deployments/run";
import { playGuest } from "../guest/play";
import type { Event } from "./schedule";
import type { World } from "./world";

/** Plays one event. */
export function play(world: World, event: Event): void {
  switch (event.kind) {
    case "operation": {
      const operation = world.operations.get(event.name);
      if (operation !== undefined) settleOperation(world, operation);
      return;
    }
    case "deployment":
      playDeployment(world, event.deployment);
      return;
    case "agentSilent":
      setAgentStatus(world, event.machine, "Disconnected");
      return;
    case "agentBack":
      setAgentStatus(world, event.machine, "Connected");
      return;
    case "registered":
      settleRegistration(world, event.subscription, event.namespace);
      return;
    case "guest":
      playGuest(world, event.virtualMachine);
      return;
  }
}
