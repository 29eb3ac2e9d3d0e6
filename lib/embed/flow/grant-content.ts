import { createStore, type StoreApi } from "zustand/vanilla";
import type { SessionState } from "@/lib/identity/core/session.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { type Granting, granting, isAmong, withSite } from "../core/content-grant.ts";
import type { Refusals, Unsubscribe } from "../ports.ts";
import type { Embedding } from "./embedding.ts";

/** Whether the page reads new messages of the conversations that it opened here: its person decides. */
export type ContentGrant = {
  readonly store: Pick<StoreApi<{ kind: Granting }>, "getState" | "getInitialState" | "subscribe">;
  allow(): void;
  /** Also ends it. The page hears of neither. */
  refuse(): void;
  start(): Unsubscribe;
};

type GrantPorts = {
  embedding: Pick<Embedding, "store" | "hearing" | "letRead" | "origin">;
  session: Pick<Session, "store">;
  messaging: Pick<Messaging, "store">;
  preferences: Pick<Preferences, "store" | "settle">;
  refusals: Refusals;
};

/** What only a sign-in goes through, and not who comes back. */
const SIGNING_IN: readonly SessionState["kind"][] = ["opening", "signing", "registering"];

export function createContentGrant(ports: GrantPorts): ContentGrant {
  const { embedding, session, messaging, preferences, refusals } = ports;
  const store = createStore<{ kind: Granting }>(() => ({ kind: "none" }));
  let isNew = false;

  function look(): void {
    const { kind } = session.store.getState();
    isNew ||= SIGNING_IN.includes(kind);
    const { isLoaded, app } = preferences.store.getState();
    const isReady = kind === "ready" && isLoaded && !!messaging.store.getState().inboxId;
    // Signing out ended it: who signs in anew is asked anew.
    if (isReady && isNew) {
      isNew = false;
      if (isAmong(app.sitesReading, embedding.origin)) {
        settle(false);
        return;
      }
    }
    const { asksContent, shownCount } = embedding.store.getState();
    const next = granting({
      // Of whom it would read is to be known before anybody is asked.
      isAsked: asksContent === true && shownCount !== undefined,
      isReady,
      isGranted: isAmong(app.sitesReading, embedding.origin),
      saidNo: refusals.has(embedding.origin),
    });
    embedding.letRead(next === "granted");
    if (next !== store.getState().kind) store.setState({ kind: next });
  }

  function settle(isGranted: boolean): void {
    const { sitesReading: before } = preferences.store.getState().app;
    const sites = withSite(before, embedding.origin, isGranted);
    if (sites !== before) preferences.settle("sitesReading", sites);
    look();
  }

  return {
    store,
    allow: () => {
      refusals.forget(embedding.origin);
      settle(true);
    },
    refuse: () => {
      refusals.keep(embedding.origin);
      settle(false);
    },
    start: () => {
      const endings = [session, embedding, messaging, preferences].map((each) =>
        (each.store as StoreApi<unknown>).subscribe(look),
      );
      look();
      return () => {
        for (const end of endings) end();
      };
    },
  };
}
