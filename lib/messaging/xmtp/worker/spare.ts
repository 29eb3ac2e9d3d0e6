import type { Unsubscribe } from "../../ports/host.ts";
import type { WorkerLink } from "./worker-link.ts";

/** At most one worker that was started ahead and loads the engine while nobody needs it yet. */
export class Spare {
  readonly #start: () => WorkerLink;
  #link: WorkerLink | undefined;

  constructor(start: () => WorkerLink) {
    this.#start = start;
  }

  /** Starts one if there is none. What comes back closes it, unless it was taken. */
  warm({ holdsLock }: { holdsLock: boolean }): Unsubscribe {
    const link = this.#link ?? this.#start();
    this.#link = link;
    // What fails is tried again, and told, when a client is opened on it.
    link.request<void>({ kind: "warm", holdsLock }).value.catch(() => undefined);
    void link.died.then(() => this.#drop(link));
    return () => {
      if (this.#drop(link)) link.close();
    };
  }

  /** The worker that was started ahead, or a new one. Whoever takes it closes it. */
  take(): WorkerLink {
    const link = this.#link ?? this.#start();
    this.#link = undefined;
    return link;
  }

  #drop(link: WorkerLink): boolean {
    const isSpare = this.#link === link;
    if (isSpare) this.#link = undefined;
    return isSpare;
  }
}
