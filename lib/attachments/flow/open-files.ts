import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { AttachedFile, RemoteFile } from "../core/attachment.ts";
import { loadsUnasked, UNASKED_BYTES } from "../core/loading.ts";
import { overBudget } from "../core/remembered.ts";
import { viewerOf } from "../core/showing.ts";
import { sniffType, UNKNOWN_TYPE } from "../core/sniff.ts";
import type { BlobUrls, OpenedFile, Opening } from "../ports.ts";
import { type FileState, NOTHING_OPEN, type OpenFilesView } from "./open-files-view.ts";

/** So many files come at once; those that were asked for first. */
const AT_ONCE = 3;

/** Who scrolls past is not asking for anything. */
const SETTLE_MS = 150;

/** Opened files stay in memory up to this, besides those on the screen. */
const BUDGET_BYTES = 160 * 1024 * 1024;

/** Of a file of this device so much is looked at to know what it is. */
const SNIFFED_BYTES = 1024 * 1024;

export type OpenFilesPorts = {
  /** Loads what fetches and opens, on first use. Fails with `attachment.not-loaded`. */
  loadOpening: () => Promise<Opening>;
  /** The bytes of a file inside its message; undefined when it is not there any more. */
  readInline: (messageId: MessageId) => Promise<Uint8Array | undefined>;
  preferences: Pick<Preferences, "store">;
  urls: BlobUrls;
  host: Pick<MessagingHost, "nowMs" | "at">;
  budgetBytes?: number;
};

/** A file of a message, where it stands. */
export type PlacedFile = {
  /** Names it among all (`fileKey`). */
  key: string;
  file: AttachedFile;
  messageId: MessageId | undefined;
  /** Its place in the message, from 0. */
  index: number;
  /** Own, or of somebody whom this person talks with by their own will. */
  isTrusted: boolean;
};

/** Files of messages as the screen uses them. Nothing of it fails; the store says what did. */
export type OpenFiles = {
  readonly store: Pick<StoreApi<OpenFilesView>, "getState" | "getInitialState" | "subscribe">;
  /** It is on the screen, or near: it is loaded if it may be unasked, and stays while it is. */
  watch(placed: PlacedFile): Unsubscribe;
  /** Somebody pressed for it: whoever may have it is asked. Also tries again. */
  open(placed: PlacedFile): void;
  cancel(key: string): void;
  /** This device has it already: what it has just sent. */
  remember(file: RemoteFile, blob: Blob): Promise<void>;
  /** Hosts that would be asked for it on a press, in order. */
  sourcesOf(file: AttachedFile): Promise<readonly string[]>;
  /** Whose files they are: those of somebody else are forgotten. */
  show(inboxId: InboxId | undefined): void;
};

type Job = { placed: PlacedFile; isAsked: boolean; abort: AbortController };

export function createOpenFiles(ports: OpenFilesPorts): OpenFiles {
  const { loadOpening, readInline, preferences, urls, host } = ports;
  const store = createStore<OpenFilesView>(() => NOTHING_OPEN);
  /** What is on the screen, and how often. */
  const watched = new Map<string, { placed: PlacedFile; count: number }>();
  const queue: Job[] = [];
  const running = new Map<string, Job>();
  const lastSeen = new Map<string, number>();
  /** Said to be small, and were not: they come on a press alone. */
  const largerThanSaid = new Set<string>();
  let turn = 0;
  let shown: InboxId | undefined;

  const stateOf = (key: string) => store.getState().files.get(key);

  function put(key: string, state: FileState | undefined): void {
    const files = new Map(store.getState().files);
    const before = files.get(key);
    if (before?.kind === "opened" && before !== state) urls.revoke(before.url);
    if (state) files.set(key, state);
    else if (!files.delete(key)) return;
    store.setState({ files });
  }

  function mayLoad({ key, file, isTrusted, index }: PlacedFile): boolean {
    const { isLoaded, app } = preferences.store.getState();
    if (!isLoaded || largerThanSaid.has(key)) return false;
    return loadsUnasked(file, { choice: app.loadsFiles, isTrusted, index });
  }

  function loadUnasked(placed: PlacedFile): void {
    if (!watched.has(placed.key) || stateOf(placed.key) || !mayLoad(placed)) return;
    enqueue(placed, false);
  }

  function enqueue(placed: PlacedFile, isAsked: boolean): void {
    const job = { placed, isAsked, abort: new AbortController() };
    const firstUnasked = queue.findIndex((waiting) => !waiting.isAsked);
    if (isAsked && firstUnasked >= 0) queue.splice(firstUnasked, 0, job);
    else queue.push(job);
    put(placed.key, { kind: "loading", fraction: 0 });
    begin();
  }

  function begin(): void {
    while (running.size < AT_ONCE) {
      const job = queue.shift();
      if (!job) return;
      running.set(job.placed.key, job);
      void run(job);
    }
  }

  async function run(job: Job): Promise<void> {
    const { key } = job.placed;
    const isOver = () => running.get(key) !== job;
    const onProgress = (fraction: number) => {
      const now = stateOf(key);
      // The screen can't show less than a hundredth.
      if (isOver() || now?.kind !== "loading" || fraction - now.fraction < 0.01) return;
      put(key, { kind: "loading", fraction });
    };
    try {
      const opened = await fetchFile(job, onProgress);
      if (!isOver()) keep(key, opened);
    } catch (error) {
      const { code } = toParleyError(error);
      const isTooMuch = !job.isAsked && code === "attachment.too-large";
      if (isTooMuch) largerThanSaid.add(key);
      const waits = isTooMuch || code === "attachment.cancelled";
      if (!isOver()) put(key, waits ? undefined : { kind: "failed", code });
    } finally {
      if (!isOver()) running.delete(key);
      begin();
    }
  }

  async function fetchFile(
    { placed: { file, messageId }, isAsked, abort: { signal } }: Job,
    onProgress: (fraction: number) => void,
  ): Promise<OpenedFile> {
    if (file.kind === "inline") {
      const bytes = messageId && (await readInline(messageId));
      if (!bytes) throw new ParleyError("attachment.gone", "The message is not here any more");
      return openInline(file, bytes);
    }
    const ownGatewaysOnly =
      !isAsked && preferences.store.getState().app.loadsFiles === "own-gateways";
    const opening = await loadOpening();
    if (signal.aborted) throw new ParleyError("attachment.cancelled", "Nobody waits any more");
    // Who would have to be asked is not asked unless somebody presses.
    if (ownGatewaysOnly && opening.sourcesOf(file, { ownGatewaysOnly }).length === 0)
      throw new ParleyError("attachment.cancelled", "No own gateway may have it");
    const limit = isAsked ? {} : { maxBytes: UNASKED_BYTES };
    return opening.open(file, { signal, onProgress, ownGatewaysOnly, ...limit });
  }

  function keep(key: string, opened: OpenedFile): void {
    const isShown = viewerOf(opened.mimeType, opened.fileName) !== undefined;
    // A page that somebody opens at such an address must not be one that runs.
    const type = isShown ? opened.mimeType : UNKNOWN_TYPE;
    const url = urls.create(new Blob([opened.blob], { type }));
    put(key, { kind: "opened", opened, url });
    lastSeen.set(key, turn++);
    letGo();
  }

  function letGo(): void {
    const held = [...store.getState().files].flatMap(([key, state]) =>
      state.kind === "opened"
        ? {
            key,
            bytes: state.opened.blob.size,
            lastSeen: lastSeen.get(key) ?? 0,
            isSeen: watched.has(key),
          }
        : [],
    );
    for (const key of overBudget(held, ports.budgetBytes ?? BUDGET_BYTES)) put(key, undefined);
  }

  function stop(key: string): void {
    const waiting = queue.findIndex(({ placed }) => placed.key === key);
    if (waiting >= 0) queue.splice(waiting, 1);
    running.get(key)?.abort.abort();
    running.delete(key);
    if (stateOf(key)?.kind === "loading") put(key, undefined);
    begin();
  }

  const isUnasked = (key: string) =>
    [...queue, ...running.values()].some(({ placed, isAsked }) => placed.key === key && !isAsked);

  function forgetAll(): void {
    for (const key of [...running.keys(), ...queue.map(({ placed }) => placed.key)]) stop(key);
    for (const key of store.getState().files.keys()) put(key, undefined);
    largerThanSaid.clear();
  }

  // What was settled while it is on the screen holds for it as well.
  preferences.store.subscribe(({ isLoaded, app }, before) => {
    if (isLoaded === before.isLoaded && app.loadsFiles === before.app.loadsFiles) return;
    for (const { placed } of watched.values()) loadUnasked(placed);
  });

  return {
    store,
    watch(placed) {
      const { key } = placed;
      const known = watched.get(key);
      watched.set(key, { placed, count: (known?.count ?? 0) + 1 });
      lastSeen.set(key, turn++);
      const stopWaiting = host.at(host.nowMs() + SETTLE_MS, () => loadUnasked(placed));
      return () => {
        stopWaiting();
        const count = (watched.get(key)?.count ?? 1) - 1;
        if (count > 0) return void watched.set(key, { placed, count });
        watched.delete(key);
        if (isUnasked(key)) stop(key);
        letGo();
      };
    },
    open(placed) {
      const { key } = placed;
      if (stateOf(key)?.kind === "opened") return;
      // What came by itself may go on, but from everybody now, and before the others.
      if (isUnasked(key)) stop(key);
      if (stateOf(key)?.kind !== "loading") enqueue(placed, true);
    },
    cancel: stop,
    async remember({ contentDigest: key, fileName }, blob) {
      const forWhom = shown;
      const bytes = new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
      if (shown !== forWhom || stateOf(key)?.kind === "opened") return;
      stop(key);
      keep(key, { blob, mimeType: sniffType(bytes), from: "", ...(fileName && { fileName }) });
    },
    async sourcesOf(file) {
      if (file.kind === "inline") return [];
      return (await loadOpening()).sourcesOf(file);
    },
    show(inboxId) {
      if (inboxId === shown) return;
      shown = inboxId;
      forgetAll();
    },
  };
}

function openInline(
  { fileName, mimeType: said }: Extract<AttachedFile, { kind: "inline" }>,
  bytes: Uint8Array,
): OpenedFile {
  const mimeType = sniffType(bytes);
  return {
    blob: new Blob([new Uint8Array(bytes)], { type: mimeType }),
    mimeType,
    saidMimeType: said,
    from: "",
    ...(fileName && { fileName }),
  };
}
