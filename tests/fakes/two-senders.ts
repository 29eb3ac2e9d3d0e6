import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { createStore } from "zustand/vanilla";
import { type CallsView, NO_CALL } from "@/lib/calls/flow/calls-view.ts";
import type { FileChannel, FileChannelEvents } from "@/lib/calls/ports.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import { HEAD_BYTES } from "@/lib/transfers/core/limits.ts";
import { eraseTransfers } from "@/lib/transfers/flow/erase-transfers.ts";
import { createTransfers, type Transfers } from "@/lib/transfers/flow/transfers.ts";
import type {
  LandingEvents,
  LandingFailure,
  LandingFiles,
  OpenSource,
  TransferRecords,
} from "@/lib/transfers/ports.ts";
import { memoryTransfers } from "./memory-transfers.ts";
import { VirtualHost } from "./virtual-host.ts";

type Data = string | Uint8Array<ArrayBuffer>;

/** One end of a channel: what it sends lies there until the test lets it arrive. */
class FakeEnd implements FileChannel {
  readonly sent: Data[] = [];
  heard: FileChannelEvents | undefined;
  isOpen = false;
  messageBytes = () => 64 * 1024;
  hasRoom = () => this.sent.length === 0;
  send(data: Data): void {
    if (this.isOpen) this.sent.push(data);
  }
  listen(events: FileChannelEvents): void {
    this.heard = events;
  }
}

/** The pages of one person, each of which hears what the others say. */
class FakeTabs {
  readonly #listeners = new Map<object, (message: unknown) => void>();

  page(): TabChannel {
    const page = {};
    return {
      post: (message) => {
        const others = [...this.#listeners].filter(([of]) => of !== page);
        queueMicrotask(() => {
          for (const [, listener] of others) listener(message);
        });
      },
      onMessage: (listener) => {
        this.#listeners.set(page, listener);
        return () => this.#listeners.delete(page);
      },
    };
  }

  /** All pages are gone. */
  clear(): void {
    this.#listeners.clear();
  }
}

/** A disk that writes when the test says so, and keeps what is written when a page ends. */
export class FakeDisk implements LandingFiles {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #waiting: (() => void)[] = [];
  roomBytes = Number.POSITIVE_INFINITY;
  /** Bytes turn over on their way to it. */
  spoils = false;

  async open(key: string, sizeBytes: number, events: LandingEvents) {
    const there = this.files.get(key) ?? new Uint8Array();
    if (sizeBytes - there.length > this.roomBytes) return "no-room" satisfies LandingFailure;
    this.files.set(key, there);
    let isClosed = false;
    const inTurn = <Value>(work: () => Value) =>
      new Promise<Value>((resolve) => this.#waiting.push(() => resolve(work())));
    return {
      bytesOnDisk: there.length,
      write: (bytes: Uint8Array<ArrayBuffer>) =>
        void inTurn(() => {
          const before = this.files.get(key);
          if (!before || isClosed) return;
          const after = new Uint8Array(before.length + bytes.length);
          after.set(before);
          after.set(bytes, before.length);
          if (this.spoils) after[before.length] = (after[before.length] ?? 0) ^ 1;
          this.files.set(key, after);
          events.onWritten(after.length);
        }),
      digest: () => inTurn(() => bytesToHex(sha256(this.files.get(key) ?? new Uint8Array()))),
      close: async () => {
        isClosed = true;
      },
    };
  }
  sizeOf = async (key: string) => this.files.get(key)?.length ?? 0;
  read = async (key: string) => new Blob([this.files.get(key) ?? ""]);
  erase = async (key: string) => void this.files.delete(key);
  async keepOnly(keys: readonly string[]) {
    for (const key of this.files.keys()) if (!keys.includes(key)) this.files.delete(key);
  }

  /** Whether something was done. */
  work(): boolean {
    const next = this.#waiting.shift();
    next?.();
    return next !== undefined;
  }

  /** What was given to it and not yet written is gone with its page. */
  forget(): void {
    this.#waiting.splice(0);
  }
}

const openSource: OpenSource = (file) => {
  const bytes = async () => new Uint8Array(await file.arrayBuffer());
  return {
    head: async () => bytesToHex(sha256((await bytes()).subarray(0, HEAD_BYTES))),
    read: async (offset, length) => (await bytes()).slice(offset, offset + length),
    digest: async () => bytesToHex(sha256(await bytes())),
    close: () => {},
  };
};

/** Somebody with a page that sends and receives files. */
export class Sender {
  readonly disk = new FakeDisk();
  readonly records: TransferRecords = memoryTransfers();
  keeps = true;
  readonly #tabs = new FakeTabs();
  end: FakeEnd | undefined;
  #files: Transfers | undefined;
  #calls = createStore<CallsView>(() => NO_CALL);

  readonly inboxId: InboxId;
  readonly #host: VirtualHost;

  constructor(inboxId: InboxId, host: VirtualHost) {
    this.inboxId = inboxId;
    this.#host = host;
    this.openPage();
  }

  get files(): Transfers {
    if (!this.#files) throw new Error("There is no page");
    return this.#files;
  }

  get rows() {
    return this.files.store.getState().rows;
  }

  /** A page that knows nothing but what is on the disk. */
  openPage(): void {
    this.disk.forget();
    this.#tabs.clear();
    this.#calls = createStore<CallsView>(() => NO_CALL);
    this.#files = this.openTab(this.#calls);
  }

  /** Another page beside it, which is in no call. */
  openTab(calls = createStore<CallsView>(() => NO_CALL)): Transfers {
    const state = { inboxId: this.inboxId };
    const store = createStore(() => state) as unknown as Messaging["store"];
    return createTransfers({
      calls,
      messaging: { store },
      host: this.#host,
      keeps: () => this.keeps,
      openSource,
      landing: this.disk,
      records: this.records,
      channel: this.#tabs.page(),
    });
  }

  talkTo(peer: InboxId | undefined): void {
    this.end = new FakeEnd();
    const files = peer && { channel: this.end, peer };
    this.#calls.setState({ ...NO_CALL, ...(files && { files }) }, true);
  }

  erase(): Promise<void> {
    const { records, disk: landing } = this;
    return eraseTransfers(this.inboxId, { records, landing, channel: this.#tabs.page() });
  }
}

/** Two people and the connection between them, which does what the test says. */
export class TwoSenders {
  readonly host = new VirtualHost();
  readonly ana = new Sender("a".repeat(64) as InboxId, this.host);
  readonly ben = new Sender("b".repeat(64) as InboxId, this.host);

  async connect(): Promise<void> {
    this.ana.talkTo(this.ben.inboxId);
    this.ben.talkTo(this.ana.inboxId);
    for (const { end } of [this.ana, this.ben]) {
      if (end) end.isOpen = true;
      end?.heard?.onOpen();
    }
    await this.host.settle();
  }

  async cut(): Promise<void> {
    for (const one of [this.ana, this.ben]) one.talkTo(undefined);
    await this.host.settle();
  }

  /** Lets the next message arrive; false where there is none. */
  async deliver(from: Sender): Promise<boolean> {
    const to = from === this.ana ? this.ben : this.ana;
    const data = from.end?.sent.shift();
    if (data === undefined) return false;
    to.end?.heard?.onMessage(typeof data === "string" ? data : data.slice().buffer);
    if (from.end?.sent.length === 0) from.end.heard?.onDrained();
    await turn();
    return true;
  }

  /** Lets everything arrive that is on its way, and be written, until nothing moves. */
  async run(): Promise<void> {
    for (let isMoving = true; isMoving; ) {
      await this.host.settle();
      isMoving = false;
      for (const one of [this.ana, this.ben]) {
        while (await this.deliver(one)) isMoving = true;
        while (one.disk.work()) isMoving = true;
      }
    }
    await this.host.pass(300);
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

export function fileOf(name: string, sizeBytes: number, seed = 1): File {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 1) bytes[at] = (at * 31 + (at >> 13) * seed) & 0xff;
  return new File([bytes], name, { type: "video/x-matroska" });
}
