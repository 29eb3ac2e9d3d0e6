import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "../ports/host.ts";
import type { StoredCount } from "../ports/xmtp-client.ts";
import type { HistoryInbox } from "./history-inbox.ts";

/** The archive that is being made or read. `share` goes from 0 to 1. */
export type ArchiveState =
  | { kind: "idle" }
  | { kind: "saving"; share: number }
  /** The file and the words that open it; neither is kept anywhere else. */
  | ({ kind: "saved"; file: Blob; words: string } & StoredCount)
  | { kind: "restoring"; share: number }
  /** How many are new. */
  | ({ kind: "restored" } & StoredCount)
  | { kind: "failed"; during: "save" | "restore"; error: ParleyError };

/** Archives of the inbox on the screen, one at a time; they go on while the person does other things. */
export type Archives = {
  readonly store: Pick<StoreApi<ArchiveState>, "getState" | "getInitialState" | "subscribe">;
  /** Everything of this device, encrypted with a new secret. */
  save(): Promise<void>;
  /**
   * Puts an archive's messages beside those there are. Ends with `archive.words`,
   * `archive.unreadable`, or `archive.damaged` when a part is missing: the others are in then.
   */
  restore(file: Blob, words: string): Promise<void>;
  /** What was made, or went wrong, was seen; the words are forgotten. */
  dismiss(): void;
};

export type ArchivePorts = {
  host: Pick<MessagingHost, "nowMs" | "randomBytes">;
  inbox(): HistoryInbox;
};

export function createArchives({ host, inbox: shownInbox }: ArchivePorts): Archives & {
  /** The inbox is shown no more. */
  forget(): void;
} {
  const store = createStore<ArchiveState>(() => ({ kind: "idle" }));

  /** Runs one at a time, and tells nothing of an inbox that is shown no more. */
  async function run(
    during: "save" | "restore",
    work: (inbox: HistoryInbox, tell: (share: number) => void) => Promise<ArchiveState>,
  ): Promise<void> {
    if (isUnderWay(store.getState())) return;
    const inbox = shownInbox();
    const become = (state: ArchiveState) => {
      if (inbox.isShown()) store.setState(state, true);
    };
    const kind = during === "save" ? "saving" : "restoring";
    const tell = (share: number) => become({ kind, share });
    tell(0);
    try {
      become(await work(inbox, tell));
    } catch (error) {
      become({ kind: "failed", during, error: toParleyError(error) });
    }
  }

  return {
    store,
    forget: () => store.setState({ kind: "idle" }, true),
    dismiss: () => {
      if (!isUnderWay(store.getState())) store.setState({ kind: "idle" }, true);
    },
    save: () =>
      run("save", async (inbox, tell) => {
        const { save } = await loadWork();
        return { kind: "saved", ...(await save(inbox, { tell, host })) };
      }),
    restore: (file, words) =>
      run("restore", async (inbox, tell) => {
        const { restore } = await loadWork();
        return { kind: "restored", ...(await restore({ file, words }, inbox, { tell, host })) };
      }),
  };
}

function isUnderWay({ kind }: ArchiveState): boolean {
  return kind === "saving" || kind === "restoring";
}

/** Few make or read one, and the word list is large. */
async function loadWork() {
  try {
    return await import("./archive-work.ts");
  } catch (cause) {
    throw new ParleyError("xmtp.engine", "The chunk of archives did not load", { cause });
  }
}
