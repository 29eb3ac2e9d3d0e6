import { createStore, type StoreApi } from "zustand/vanilla";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "../ports/host.ts";
import type { StoredCount } from "../ports/xmtp-client.ts";
import { gained, type HistoryInbox } from "./history-inbox.ts";

/** How far the messages of another device are. */
export type HistoryState =
  | { kind: "idle" }
  /** Another device is asked; none has answered yet. */
  | { kind: "asking" }
  | { kind: "arriving"; messages: number }
  | ({ kind: "brought" } & StoredCount)
  /** No other device answered: none is online. */
  | { kind: "no-answer" }
  | { kind: "failed"; error: ParleyError };

/** The messages of one's other devices. */
export type History = {
  readonly store: Pick<StoreApi<HistoryState>, "getState" | "getInitialState" | "subscribe">;
  /** Asks the other devices of the inbox for their messages, and takes what comes. */
  bring(): Promise<void>;
};

export type HistoryPorts = {
  host: Pick<MessagingHost, "nowMs" | "at">;
  inbox(): HistoryInbox;
};

const LOOK_EVERY_MS = 1_500;
/** Devices that are online look for requests at their own pace. */
export const ANSWERED_WITHIN_MS = 90_000;
/** Nothing more arrived in this time: that was all. */
const QUIET_LOOKS = 3;

export function createHistory({ host, inbox: shownInbox }: HistoryPorts): History & {
  /** The inbox is shown no more: what is under way for it says nothing about the next. */
  forget(): void;
} {
  const store = createStore<HistoryState>(() => ({ kind: "idle" }));
  const become = (inbox: HistoryInbox, state: HistoryState) => {
    if (inbox.isShown()) store.setState(state, true);
  };
  const pause = () =>
    new Promise<void>((resolve) => void host.at(host.nowMs() + LOOK_EVERY_MS, resolve));

  async function takeWhatComes(inbox: HistoryInbox, before: StoredCount): Promise<HistoryState> {
    const giveUpAtMs = host.nowMs() + ANSWERED_WITHIN_MS;
    let latest = before;
    for (let quietLooks = 0; quietLooks < QUIET_LOOKS; ) {
      if (latest.messages === before.messages && host.nowMs() > giveUpAtMs) {
        return { kind: "no-answer" };
      }
      await pause();
      // A look that fails is followed by another.
      const open = await inbox.client();
      await open.syncDevices().catch(() => undefined);
      const now = await open.countStored();
      const isMore = now.messages > latest.messages;
      if (isMore) become(inbox, { kind: "arriving", messages: now.messages - before.messages });
      if (now.messages > before.messages) quietLooks = isMore ? 0 : quietLooks + 1;
      latest = now;
    }
    return { kind: "brought", ...gained(before, latest) };
  }

  async function bring(): Promise<void> {
    const { kind } = store.getState();
    if (kind === "asking" || kind === "arriving") return;
    const inbox = shownInbox();
    become(inbox, { kind: "asking" });
    try {
      const open = await inbox.client();
      const before = await open.countStored();
      await open.requestHistory();
      const end = await takeWhatComes(inbox, before);
      await inbox.restored();
      become(inbox, end);
    } catch (error) {
      become(inbox, { kind: "failed", error: toParleyError(error) });
    }
  }

  return {
    store,
    bring,
    forget: () => store.setState({ kind: "idle" }, true),
  };
}
