import { createStore, type StoreApi } from "zustand/vanilla";
import type { Calls } from "@/lib/calls/flow/calls.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import type { Messaging } from "@/lib/messaging/flow/start-messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports.ts";
import { unreadTotal } from "@/lib/preferences/core/arrange.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { NO_NEWS, stepHostNews, who } from "../core/host-news.ts";
import type { Command, FrameEvent, Theme } from "../core/protocol.ts";
import type { HostLink, Unsubscribe } from "../ports.ts";
import { createLentWallet } from "./lent-wallet.ts";

/** What the page wishes to be seen; a new object for each time that it says so. */
export type Wish = Extract<Command, { name: "openConversation" | "openInbox" | "startCall" }>;

/** All that the screen reads of the page around the frame. */
export type EmbeddingView = { theme: Theme; locale?: string; wish?: Wish };

/** The page around this frame, as the screen and the wiring use it. */
export type Embedding = {
  readonly store: Pick<StoreApi<EmbeddingView>, "getState" | "getInitialState" | "subscribe">;
  /** Whose page it is: host and port. */
  readonly site: string;
  readonly canClose: boolean;
  readonly lent: LentWallet;
  /** The panel is to be put away. */
  close(): void;
  /** The panel can be seen, and the page is heard from now on. */
  begin(): void;
  /** The wish was seen to. */
  fulfil(wish: Wish): void;
  /** Tells the page what it may hear, from now on. */
  report(sources: Sources): Unsubscribe;
};

type Sources = {
  messaging: Pick<Messaging, "store">;
  preferences: Pick<Preferences, "store">;
  host: Pick<MessagingHost, "nowMs">;
  loadCalls: () => Promise<Pick<Calls, "store">>;
};

/** Hears what the page wishes, and tells it what it may hear. */
export function createEmbedding(link: HostLink): Embedding {
  const { origin, canClose, say } = link;
  const store = createStore<EmbeddingView>(() => ({ theme: "system" }));
  const lent = createLentWallet(link);
  const named = new Set<string>();
  let hearsMessages = false;

  link.onSaid((said) => {
    if (said.kind === "command") obey(said.command);
  });

  function obey(command: Command): void {
    if (command.name === "setTheme") store.setState({ theme: command.theme });
    else if (command.name === "setLocale") store.setState({ locale: command.locale });
    else if (command.name === "hearMessages") hearsMessages = true;
    else wish(command);
  }

  function wish(wanted: Wish): void {
    if (wanted.name !== "openInbox") named.add(wanted.to.toLowerCase());
    store.setState({ wish: wanted });
  }

  const tell = (event: FrameEvent) => say({ kind: "event", event });

  function report({ messaging, preferences, host, loadCalls }: Sources): Unsubscribe {
    const endings = new Set<Unsubscribe>();
    let news = NO_NEWS;
    let hasCalls = false;
    const look = () => {
      const { inboxId, status, rows, threads, connection } = messaging.store.getState();
      if (inboxId && status === "loading") return;
      const unreadCount = unreadTotal(rows, preferences.store.getState(), host.nowMs());
      const sight = { ...(inboxId && { inboxId }), rows, threads, unreadCount };
      const [next, events] = stepHostNews(news, sight, { hearsMessages, named });
      news = next;
      for (const event of events) tell(event);
      if (connection.kind !== "live" || hasCalls) return;
      hasCalls = true;
      // What did not load is loaded by whoever calls; this page is told nothing of it then.
      loadCalls().then(followCalls, () => undefined);
    };
    const followCalls = (calls: Pick<Calls, "store">) => {
      endings.add(
        calls.store.subscribe(({ call }, { call: before }) => {
          if (call.kind !== "connected" || before.kind === "reconnecting" || call === before)
            return;
          const isNew = before.kind !== "connected" || before.callId !== call.callId;
          if (!isNew) return;
          const { rows } = messaging.store.getState();
          const peer = rows.find(({ key }) => key === call.thread)?.peer?.address;
          tell({ name: "callStarted", atMs: call.sinceMs, ...who("with", peer, named) });
        }),
      );
    };
    endings.add(messaging.store.subscribe(look));
    endings.add(preferences.store.subscribe(look));
    look();
    return () => {
      for (const end of endings) end();
    };
  }

  return {
    store,
    site: new URL(origin).host,
    canClose,
    lent,
    close: () => say({ kind: "close" }),
    begin: () => say({ kind: "ready" }),
    fulfil: (wish) => {
      const { wish: pending, ...rest } = store.getState();
      if (pending === wish) store.setState(rest, true);
    },
    report,
  };
}
