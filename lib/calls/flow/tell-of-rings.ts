import type { Notifications, RingingCall } from "@/lib/notifications/flow/tell-of-messages.ts";
import type { Calls } from "./calls-ports.ts";
import type { CallsView } from "./calls-view.ts";

/** Lets the system tell of who calls, where nobody sees it on this page. */
export function tellOfRings(
  { store }: Pick<Calls, "store">,
  notifications: Pick<Notifications, "ring">,
): void {
  const tell = (view: CallsView) => notifications.ring(ringing(view));
  store.subscribe(tell);
  tell(store.getState());
}

function ringing({ call, waiting, group }: CallsView): RingingCall | undefined {
  const rings = call.kind === "incoming" ? call : (waiting ?? group.ring);
  return rings && { thread: rings.thread, media: rings.media };
}
