import type { Session } from "@/lib/identity/flow/session.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { Preferences } from "./keep-preferences.ts";

type HistoryPorts = {
  session: Pick<Session, "store">;
  messaging: Pick<Messaging, "history" | "archives">;
  preferences: Pick<Preferences, "settle">;
};

/**
 * Remembers that a device is new until its messages came, from another one or from an archive: a
 * reload in between must not leave somebody before an empty list.
 */
export function awaitHistory({ session, messaging, preferences }: HistoryPorts): void {
  session.store.subscribe((state, before) => {
    if (state.kind !== "ready" || before.kind === "ready") return;
    if (state.isNewDevice) preferences.settle("awaitsHistory", true);
  });
  messaging.history.store.subscribe(({ kind }) => {
    if (kind === "brought") preferences.settle("awaitsHistory", false);
  });
  messaging.archives.store.subscribe(({ kind }) => {
    if (kind === "restored") preferences.settle("awaitsHistory", false);
  });
}
