import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost, StoredCount, XmtpClient } from "../ports.ts";

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

/** An archive and the words that open it; neither is kept here. */
export type SavedArchive = { archive: Uint8Array; words: string } & StoredCount;

/** Messages on their way between devices. */
export type History = {
  readonly store: Pick<StoreApi<HistoryState>, "getState" | "getInitialState" | "subscribe">;
  /** Asks the other devices of the inbox for their messages, and takes what comes. */
  bring(): Promise<void>;
  /** Everything of this device, encrypted with a new secret. */
  save(): Promise<SavedArchive>;
  /**
   * Puts an archive's messages beside those there are; gives how many are new. Fails with
   * `archive.words`, `archive.unreadable`, `archive.damaged`.
   */
  restore(archive: Uint8Array, words: string): Promise<StoredCount>;
};

/** The inbox that is on the screen when something is begun, whatever is on it later. */
export type HistoryInbox = {
  isShown(): boolean;
  /** The one that is open, or opens within some seconds. Fails when the inbox is shown no more. */
  client(): Promise<XmtpClient>;
  /** The store holds more than the screen shows. */
  reread(): Promise<void>;
};

export type HistoryPorts = {
  host: Pick<MessagingHost, "nowMs" | "at" | "randomBytes">;
  inbox(): HistoryInbox;
};

const LOOK_EVERY_MS = 1_500;
/** Devices that are online look for requests at their own pace. */
export const ANSWERED_WITHIN_MS = 90_000;
/** Nothing more arrived in this time: that was all. */
const QUIET_LOOKS = 3;
const SECRET_BYTES = 32;

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
    return { kind: "brought", ...more(before, latest) };
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
      await inbox.reread();
      become(inbox, end);
    } catch (error) {
      become(inbox, { kind: "failed", error: toParleyError(error) });
    }
  }

  return {
    store,
    bring,
    forget: () => store.setState({ kind: "idle" }, true),
    async save() {
      const inbox = shownInbox();
      const { archiveKey, archiveWords } = await loadKeys();
      const secret = host.randomBytes(SECRET_BYTES);
      const open = await inbox.client();
      const archive = await open.createArchive(archiveKey(secret, open.inboxId));
      return { archive, words: archiveWords(secret), ...(await open.countStored()) };
    },
    async restore(archive, words) {
      const inbox = shownInbox();
      const { archiveKey, parseArchiveWords } = await loadKeys();
      const open = await inbox.client();
      const before = await open.countStored();
      try {
        await open.importArchive(archive, archiveKey(parseArchiveWords(words), open.inboxId));
      } finally {
        await inbox.reread();
      }
      return more(before, await open.countStored());
    },
  };
}

/** The word list is large, and few need it. */
async function loadKeys() {
  try {
    return await import("../core/archive-key.ts");
  } catch (cause) {
    throw new ParleyError("xmtp.engine", "The chunk of archive keys did not load", { cause });
  }
}

function more(before: StoredCount, after: StoredCount): StoredCount {
  return {
    conversations: after.conversations - before.conversations,
    messages: after.messages - before.messages,
  };
}
