import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HeadlessPeer, TextMessage } from "./headless-client.ts";
import { receiveTexts, waitForRpc } from "./wait-for.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client whose peers say what the test wants. */
function fakeClient() {
  let onText: (text: TextMessage) => void = () => {};
  const client = {
    inboxId: "mine",
    streamTexts: async (listener: typeof onText) => {
      onText = listener;
      return { end() {} };
    },
  } as unknown as HeadlessPeer;
  return {
    client,
    say: (text: string) => onText({ text, senderInboxId: "theirs" } as TextMessage),
  };
}

const fails = () => {
  throw new Error("no such text");
};

describe("waiting", () => {
  it("rejects with what went wrong at its beginning, and leaves no timer that fails later", async () => {
    const stack = { onRpc: () => fails() };
    await expect(waitForRpc(stack, {})).rejects.toThrow("no such text");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with what its match throws, now or at a text that comes", async () => {
    const { client, say } = fakeClient();
    const received = await receiveTexts(client);
    const later = received.waitFor(fails);
    const rejected = expect(later).rejects.toThrow("no such text");
    say("hello");
    await rejected;
    await expect(received.waitFor(fails)).rejects.toThrow("no such text");
    say("again");
    expect(received.all).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with its sentence after its time, and listens no more", async () => {
    const leave = vi.fn();
    const waiting = waitForRpc({ onRpc: () => leave }, {}, { timeoutMs: 50 });
    const rejected = expect(waiting).rejects.toThrow("Within 50 ms there was no RPC");
    await vi.advanceTimersByTimeAsync(50);
    await rejected;
    expect(leave).toHaveBeenCalledOnce();
  });
});
