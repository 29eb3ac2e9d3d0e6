import type { Calls } from "@/lib/calls/flow/calls-ports.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import { unreadTotal } from "@/lib/preferences/core/arrange.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { NO_NEWS, stepHostNews, who } from "../core/host-news.ts";
import type { Unsubscribe } from "../ports.ts";
import type { Embedding } from "./embedding.ts";
import { reportErrors } from "./report-errors.ts";

export type ReportSources = {
  session: Pick<Session, "store">;
  messaging: Pick<Messaging, "store">;
  preferences: Pick<Preferences, "store">;
  host: Pick<MessagingHost, "nowMs">;
  loadCalls: () => Promise<Pick<Calls, "store">>;
};

/** Tells the page around the frame what it may hear, from now on. */
export function reportToHost(
  embedding: Pick<Embedding, "hearing" | "tell" | "store" | "onSaid">,
  { session, messaging, preferences, host, loadCalls }: ReportSources,
): Unsubscribe {
  const { hearing, tell } = embedding;
  const endings = new Set<Unsubscribe>();
  let news = NO_NEWS;
  let hasCalls = false;

  function look(): void {
    const { inboxId, status, rows, threads, connection } = messaging.store.getState();
    if (inboxId && status === "loading") return;
    const unreadCount = unreadTotal(rows, preferences.store.getState(), host.nowMs());
    const sight = { ...(inboxId && { inboxId }), rows, threads, unreadCount };
    const [next, events] = stepHostNews(news, sight, hearing);
    news = next;
    for (const event of events) tell(event);
    if (connection.kind !== "live" || hasCalls) return;
    hasCalls = true;
    // What did not load is loaded by whoever calls; the page is told nothing of it then.
    loadCalls().then(
      (calls) => {
        followCalls(calls);
        errors.follow(calls);
      },
      () => undefined,
    );
  }

  function followCalls(calls: Pick<Calls, "store">): void {
    let begun: string | undefined;
    const end = calls.store.subscribe(({ call }) => {
      if (call.kind !== "connected" || call.callId === begun) return;
      begun = call.callId;
      const { rows } = messaging.store.getState();
      const peer = rows.find(({ key }) => key === call.thread)?.peer?.address;
      tell({ name: "callStarted", atMs: call.sinceMs, ...who("with", peer, hearing.named) });
    });
    endings.add(end);
  }

  const errors = reportErrors(embedding, { session, messaging });
  endings.add(errors.end);
  endings.add(messaging.store.subscribe(look));
  endings.add(preferences.store.subscribe(look));
  look();
  return () => {
    for (const end of endings) end();
  };
}
