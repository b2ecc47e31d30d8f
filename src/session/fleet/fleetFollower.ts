import type { FleetService } from "./fleetService";

/** While VMs are on their way, they are looked at this often (milliseconds), or ten times as seldom as a look takes. */
const followMs = 15_000;

/** Checks again and again at fleets with VMs on their way, while the view or a page shows them to somebody. */
export class FleetFollower {
  readonly #fleets: FleetService;
  readonly #following: { dispose(): unknown };
  readonly #watchers: (() => boolean)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(fleets: FleetService) {
    this.#fleets = fleets;
    this.#following = fleets.onDidChange(() => {
      this.soon();
    });
  }

  /** @param isVisible whether this one shows fleets to somebody now */
  watch(isVisible: () => boolean): void {
    this.#watchers.push(isVisible);
  }

  /** Something became visible, or has changed. */
  soon(wait = followMs): void {
    const isWatched = this.#watchers.some((isVisible) => isVisible());
    if (this.#timer !== undefined || !isWatched || !this.#fleets.moves) return;
    this.#timer = setTimeout(() => void this.#follow(), wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#following.dispose();
  }

  async #follow(): Promise<void> {
    const start = Date.now();
    await this.#fleets.lookAtMoving();
    this.#timer = undefined;
    this.soon(Math.max(followMs, 10 * (Date.now() - start)));
  }
}
