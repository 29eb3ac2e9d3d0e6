import type { FileLine } from "@/lib/calls/flow/calls-view.ts";
import type { FileChannel } from "@/lib/calls/ports.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type Chunk, readChunk, writeChunks } from "../core/chunk.ts";
import { type Frame, readFrame, writeFrame } from "../core/frames.ts";
import type { TransfersPorts } from "./transfers-ports.ts";

/** The channel of the call there is, in the terms of files. */
export type FileLink = {
  say(frame: Frame): void;
  transmit(chunk: Chunk): void;
  hasRoom(): boolean;
};

/** What each side of files needs besides. */
export type LinkPorts = Pick<TransfersPorts, "host" | "openSource" | "landing" | "records"> & {
  link: FileLink;
  onStep(): void;
  /** One after the other, where anything may be kept. */
  onDisk(work: (inboxId: InboxId) => Promise<unknown>): void;
  /** All that was to be kept is. */
  settled(): Promise<unknown>;
  wake(atMs: number, run: () => void): void;
};

export type LinkEvents = {
  /** The other side's app takes files this way, too. */
  onConnected(peer: InboxId): void;
  onDisconnected(): void;
  onFrame(frame: Frame): void;
  onChunk(chunk: Chunk): void;
  onDrained(): void;
};

export function fileLink(events: LinkEvents): FileLink & {
  /** Another connection, or none. */
  use(line: FileLine | undefined): void;
} {
  let channel: FileChannel | undefined;
  let isUp = false;

  function end(): void {
    if (!isUp) return;
    isUp = false;
    events.onDisconnected();
  }

  function hear(data: string | ArrayBuffer, peer: InboxId): void {
    if (typeof data === "string") {
      const frame = readFrame(data);
      if (frame?.kind === "hello") {
        if (!isUp) events.onConnected(peer);
        isUp = true;
      } else if (frame && isUp) events.onFrame(frame);
      return;
    }
    const chunk = isUp ? readChunk(data) : undefined;
    if (chunk) events.onChunk(chunk);
  }

  function use(line: FileLine | undefined): void {
    if (line?.channel === channel) return;
    end();
    channel = line?.channel;
    if (!line) return;
    const { channel: used, peer } = line;
    const unlessOver =
      <Given extends unknown[]>(run: (...given: Given) => void) =>
      (...given: Given) => {
        if (channel === used) run(...given);
      };
    used.listen({
      onOpen: unlessOver(() => used.send(writeFrame({ kind: "hello", version: 1 }))),
      onClose: unlessOver(end),
      onMessage: unlessOver((data: string | ArrayBuffer) => hear(data, peer)),
      onDrained: unlessOver(() => events.onDrained()),
    });
  }

  return {
    use,
    say: (frame) => channel?.send(writeFrame(frame)),
    transmit(chunk) {
      const used = channel;
      if (!used) return;
      for (const message of writeChunks(chunk, used.messageBytes())) used.send(message);
    },
    hasRoom: () => channel?.hasRoom() ?? false,
  };
}
