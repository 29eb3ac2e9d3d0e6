import fc from "fast-check";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Frame } from "./frames.ts";
import { ASKED_AT_MOST, WINDOW_BYTES } from "./limits.ts";
import {
  NOTHING_RECEIVED,
  type ReceivingEffect,
  type ReceivingEvent,
  type ReceivingState,
} from "./received-file.ts";
import { stepReceiving } from "./step-receiving.ts";

const PEER = "b".repeat(64) as InboxId;
const offer = (id: number, sizeBytes = 100): Frame => ({
  kind: "offer",
  id,
  name: `${id}.bin`,
  sizeBytes,
  mimeType: "application/octet-stream",
  head: "0".repeat(64),
});

/** A receiver whose disk is as fast as can be. */
class Receiver {
  state: ReceivingState = NOTHING_RECEIVED;
  readonly effects: ReceivingEffect[] = [];
  #keys = 0;

  tell(event: ReceivingEvent): void {
    const [state, effects] = stepReceiving(this.state, event, 0);
    this.state = state;
    this.effects.push(...effects);
  }
  hear(frame: Frame): void {
    this.#keys += 1;
    this.tell({ kind: "heard", frame, newKey: `key ${this.#keys}` });
  }
  come(id: number, offset: number, length: number): void {
    this.tell({ kind: "chunk", id, offset, bytes: new Uint8Array(length) });
  }
  accept(sizeBytes: number): void {
    this.tell({ kind: "connected", peer: PEER });
    this.hear(offer(1, sizeBytes));
    this.tell({ kind: "accept", key: "key 1" });
    this.tell({ kind: "opened", key: "key 1", bytesOnDisk: 0 });
  }
  get stage() {
    return this.state.files[0]?.stage;
  }
  of<Kind extends ReceivingEffect["kind"]>(kind: Kind) {
    return this.effects.filter(
      (effect): effect is Extract<ReceivingEffect, { kind: Kind }> => effect.kind === kind,
    );
  }
}

it.each([
  ["more bytes than were announced", (one: Receiver) => one.come(1, 0, 101)],
  ["bytes out of their order", (one: Receiver) => one.come(1, 50, 10)],
  [
    "less than was announced",
    (one: Receiver) => one.hear({ kind: "done", id: 1, sha256: "0".repeat(64) }),
  ],
])("ends a file and deletes it at %s", (_, happens) => {
  const one = new Receiver();
  one.accept(100);
  happens(one);
  expect(one.stage).toEqual({ kind: "ended", why: "broken" });
  expect(one.of("erase")).toEqual([{ kind: "erase", key: "key 1" }]);
  const frame = { kind: "cancel", id: 1, by: "receiver", why: "broken" };
  expect(one.of("say").at(-1)).toEqual({ kind: "say", frame });
  one.come(1, 0, 10);
  expect(one.of("write")).toEqual([]);
});

it("takes no more than its window, however much is sent", () => {
  const one = new Receiver();
  one.accept(10 * WINDOW_BYTES);
  one.come(1, 0, WINDOW_BYTES);
  expect(one.of("write")).toHaveLength(1);
  one.come(1, WINDOW_BYTES, 1);
  expect(one.stage).toEqual({ kind: "ended", why: "broken" });
});

it("asks about so many files and no more", () => {
  const one = new Receiver();
  one.tell({ kind: "connected", peer: PEER });
  for (let id = 0; id < 50; id += 1) one.hear(offer(id));
  expect(one.state.files).toHaveLength(ASKED_AT_MOST);
  expect(one.of("say").map(({ frame }) => frame)).toContainEqual({
    kind: "refuse",
    id: 49,
    why: "too-many",
  });
});

it("goes on with a file that was offered before under another number", () => {
  const one = new Receiver();
  one.accept(100);
  one.come(1, 0, 40);
  one.tell({ kind: "disconnected" });
  one.tell({ kind: "connected", peer: PEER });
  one.hear(offer(2));
  expect(one.of("say").at(-1)?.frame).toEqual({ kind: "take", id: 2, from: 40, upTo: 100 });
});

it("writes nothing that nobody accepted, and never too much, whatever a hostile peer says", () => {
  const id = fc.integer({ min: 0, max: 3 });
  const offset = fc.integer({ min: 0, max: 120 });
  const digest = fc.constantFrom("0".repeat(64), "1".repeat(64));
  const said: fc.Arbitrary<ReceivingEvent> = fc.oneof(
    fc.record({
      kind: fc.constant("heard" as const),
      newKey: fc.uuid(),
      frame: fc.oneof(
        fc.tuple(id, offset).map(([of, size]) => offer(of, size)),
        fc.record({ kind: fc.constant("done" as const), id, sha256: digest }),
        fc.record({
          kind: fc.constantFrom("pause" as const, "resume" as const),
          id,
          by: fc.constantFrom("sender" as const, "receiver" as const),
        }),
        fc.record({
          kind: fc.constant("cancel" as const),
          id,
          by: fc.constant("sender" as const),
          why: fc.constantFrom("person" as const, "broken" as const),
        }),
        fc.record({ kind: fc.constant("have" as const), id, offset, upTo: offset }),
      ),
    }),
    fc.record({
      kind: fc.constant("chunk" as const),
      id,
      offset,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => new Uint8Array(bytes)),
    }),
  );
  const done = fc.constantFrom(
    "accept" as const,
    "open" as const,
    "write" as const,
    "cut" as const,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(said, done), { maxLength: 60 }), (story) => {
      const one = new Receiver();
      const accepted = new Set<string>();
      one.tell({ kind: "connected", peer: PEER });
      for (const event of story) {
        if (typeof event !== "string") one.tell(event);
        for (const file of one.state.files) {
          const { key } = file;
          if (event === "accept" && file.stage.kind === "asked") {
            accepted.add(key);
            one.tell({ kind: "accept", key });
          }
          if (event === "open") one.tell({ kind: "opened", key, bytesOnDisk: file.written });
          if (event === "write") one.tell({ kind: "written", key, offset: file.received });
        }
        if (event === "cut") {
          one.tell({ kind: "disconnected" });
          one.tell({ kind: "connected", peer: PEER });
        }
        for (const { key } of [...one.of("write"), ...one.of("open")])
          expect(accepted).toContain(key);
        for (const file of one.state.files) {
          expect(file.received).toBeLessThanOrEqual(file.sizeBytes);
          expect(file.written).toBeLessThanOrEqual(file.received);
        }
      }
    }),
  );
});
