import type { Unsubscribe } from "./host.ts";

/**
 * One tab of a profile owns the client (Web Locks): a second client on one origin would
 * silently work in memory and register a throwaway installation.
 */
export type TabLock = {
  /**
   * Resolves with `held`, or `elsewhere` when another tab has it. Fails with `storage.unavailable`
   * where the browser denies site data, and locks with it.
   */
  acquire(): Promise<"held" | "elsewhere">;
  /** Gets in line for it. */
  wait(): LockTurn;
  /**
   * Asks the holder to let go, waits for the lock and takes it, before who else is in line.
   * Fails with `tab.elsewhere` when the holder does not answer within seconds.
   */
  takeOver(): Promise<void>;
  /** Another tab wants it: finish, close, then call `release`. */
  onHandoverRequested(listener: () => void): Unsubscribe;
  release(): void;
};

/** A place in the line for the lock. */
export type LockTurn = {
  /** True once the lock is this tab's; false when it left the line before. */
  granted: Promise<boolean>;
  leave(): void;
};

/** Carries what the tabs of one profile say to each other. Nobody hears themselves. */
export type TabChannel = {
  /** To all other tabs, in the order of posting; plain data (structured clone). */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Unsubscribe;
};
