import { createStore, type StoreApi } from "zustand/vanilla";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { KeptApp } from "../ports.ts";

export type OfflineView = {
  /** A newer app waits until the person wants it. */
  hasNewer: boolean;
};

/** Parley opens without its server, for those who are signed in. */
export type Offline = {
  readonly store: Pick<StoreApi<OfflineView>, "getState" | "getInitialState" | "subscribe">;
  /** Somebody is signed in here: the app is worth keeping. Called again it does nothing. */
  keep(): void;
  useNewer(): void;
  /** Not now: the newer one is used when the tabs were closed. */
  later(): void;
};

export type OfflinePorts = {
  app: KeptApp;
  host: Pick<MessagingHost, "nowMs" | "at" | "onWoke">;
};

/** A page may stay open for weeks. */
export const LOOK_EVERY_MS = 60 * 60_000;

export function createOffline({ app, host }: OfflinePorts): Offline {
  const store = createStore<OfflineView>(() => ({ hasNewer: false }));
  let isKeeping = false;

  function look(): void {
    // The server may be out of reach; there is another hour.
    app.look().catch(() => undefined);
  }

  function lookAgain(): void {
    host.at(host.nowMs() + LOOK_EVERY_MS, () => {
      look();
      lookAgain();
    });
  }

  return {
    store,
    keep() {
      if (isKeeping) return;
      isKeeping = true;
      app.onNewer(() => store.setState({ hasNewer: true }));
      // A browser without room keeps nothing, and Parley opens as long as there is a server.
      app.keep().catch(() => undefined);
      host.onWoke(look);
      lookAgain();
    },
    useNewer: () => app.useNewer(),
    later: () => store.setState({ hasNewer: false }),
  };
}
