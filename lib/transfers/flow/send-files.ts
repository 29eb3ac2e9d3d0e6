import { plainName } from "@/lib/attachments/core/file-name.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { plainType } from "../core/frames.ts";
import {
  NOTHING_SENT,
  type SendingEffect,
  type SendingEvent,
  type SendingState,
} from "../core/sent-file.ts";
import { stepSending } from "../core/step-sending.ts";
import type { Source } from "../ports.ts";
import type { LinkPorts } from "./link.ts";

/** Sends files of one inbox over whatever connection there is. */
export type FileSending = {
  readonly state: () => SendingState;
  dispatch(event: SendingEvent): void;
  send(peer: InboxId, files: readonly File[]): Promise<void>;
  /** The file that an earlier page sent; false for another one. */
  again(key: string, file: File): Promise<boolean>;
  fileOf(key: string): File | undefined;
  close(): void;
};

type Held = { file: File; source: Source };

export function sendFiles(ports: LinkPorts): FileSending {
  const { host, openSource, link } = ports;
  const held = new Map<string, Held>();
  let state = NOTHING_SENT;
  let isClosed = false;

  function dispatch(event: SendingEvent): void {
    if (isClosed) return;
    const [next, effects] = stepSending(state, event, host.nowMs());
    state = next;
    for (const effect of effects) carryOut(effect);
    ports.onStep();
  }

  function carryOut(effect: SendingEffect): void {
    switch (effect.kind) {
      case "say":
        link.say(effect.frame);
        break;
      case "read":
        attempt(effect.key, async ({ source }) => {
          const { key, offset, length } = effect;
          dispatch({ kind: "read", key, offset, bytes: await source.read(offset, length) });
        });
        break;
      case "transmit":
        link.transmit(effect);
        if (link.hasRoom()) queueMicrotask(() => dispatch({ kind: "drained" }));
        break;
      case "digest":
        attempt(effect.key, async ({ source }) => {
          dispatch({ kind: "digested", key: effect.key, sha256: await source.digest() });
        });
        break;
      case "keep":
        ports.onDisk((inboxId) => ports.records.putSent(inboxId, effect.record));
        break;
      case "forget":
        held.get(effect.key)?.source.close();
        ports.onDisk((inboxId) => ports.records.remove(inboxId, effect.key));
        break;
      case "wake":
        ports.wake(effect.atMs, () => dispatch({ kind: "time" }));
        break;
    }
  }

  function attempt(key: string, work: (of: Held) => Promise<void>): void {
    const of = held.get(key);
    if (of) work(of).catch(() => dispatch({ kind: "unreadable", key }));
  }

  async function take(peer: InboxId, file: File): Promise<void> {
    const key = host.newKey();
    const source = openSource(file);
    held.set(key, { file, source });
    const head = await source.head().catch(() => undefined);
    const record = {
      key,
      id: new DataView(host.randomBytes(4).slice().buffer).getUint32(0),
      peer,
      name: plainName(file.name) ?? "",
      sizeBytes: file.size,
      mimeType: plainType(file.type),
      head: head ?? "",
      touchedAtMs: host.nowMs(),
    };
    if (head === undefined) dispatch({ kind: "add-unreadable", file: record });
    else dispatch({ kind: "add", file: record });
  }

  return {
    state: () => state,
    dispatch,
    async send(peer, files) {
      for (const file of files) await take(peer, file);
    },
    async again(key, file) {
      const sent = state.files.find((each) => each.key === key);
      const source = openSource(file);
      const isSame =
        sent?.sizeBytes === file.size && (await source.head().catch(() => "")) === sent.head;
      if (!isSame) source.close();
      else {
        held.set(key, { file, source });
        dispatch({ kind: "found", key });
      }
      return isSame;
    },
    fileOf: (key) => held.get(key)?.file,
    close() {
      isClosed = true;
      for (const { source } of held.values()) source.close();
      held.clear();
    },
  };
}
