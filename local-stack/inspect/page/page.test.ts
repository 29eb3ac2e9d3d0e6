import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeenCall } from "../core/seen-call.ts";
import { Calls } from "./calls.js";
import { createMatcher, EVERYTHING } from "./filter.js";
import { toHar } from "./har.js";
import { contentInShort, durationOf, factsOf, sizeOf, stampOf, topicsInShort } from "./words.js";

const GROUP = "ab".repeat(16);

function call(given: Partial<SeenCall> = {}): SeenCall {
  return {
    id: 1,
    rpc: "SendGroupMessages",
    service: "xmtp.mls.api.v1.MlsApi",
    transport: "grpc-web",
    beganMs: 1_700_000_000_000,
    latencyMs: 1.5,
    code: "ok",
    requestBytes: 300,
    responseBytes: 0,
    topics: { shown: [{ kind: "group", id: GROUP }], total: 1 },
    sent: { shown: [], total: 0 },
    received: { shown: [], total: 0 },
    ...given,
  };
}

describe("the filter", () => {
  const sees = (filter: Partial<typeof EVERYTHING>, event: SeenCall) =>
    createMatcher({ ...EVERYTHING, ...filter })(event);

  it("lets everything through that nobody asked to hide", () => {
    expect(sees({}, call())).toBe(true);
  });

  it("finds each of the words anywhere in a call, whatever their case", () => {
    expect(sees({ text: `SENDGROUP  ${GROUP.slice(0, 6)}` }, call())).toBe(true);
    expect(sees({ text: "sendgroup elsewhere" }, call())).toBe(false);
    expect(sees({ text: "malformed" }, call({ reason: "Malformed MLS." }))).toBe(true);
  });

  it("takes one RPC, one topic, one status, or all refusals", () => {
    const refused = call({ code: "invalid_argument" });
    expect(sees({ rpc: "SendGroupMessages" }, call())).toBe(true);
    expect(sees({ rpc: "GetInboxIds" }, call())).toBe(false);
    expect(sees({ topic: GROUP }, call())).toBe(true);
    expect(sees({ topic: "cd" }, call())).toBe(false);
    expect(sees({ code: "refused" }, refused)).toBe(true);
    expect(sees({ code: "refused" }, call())).toBe(false);
    expect(sees({ code: "refused" }, call({ code: "canceled" }))).toBe(false);
    expect(sees({ code: "invalid_argument" }, refused)).toBe(true);
  });
});

describe("the calls of the page", () => {
  it("hold what comes while they are paused, and show it afterwards", () => {
    const calls = new Calls();
    calls.take([call({ id: 1 })], 0);
    calls.isPaused = true;
    calls.take([call({ id: 2 }), call({ id: 3 })], 0);
    expect(calls.total).toBe(1);
    expect(calls.heldCount).toBe(2);
    calls.resume(0);
    expect(calls.seen().map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(calls.heldCount).toBe(0);
  });

  it("say calls a second over the last five, once each", () => {
    const calls = new Calls();
    calls.take([call({ id: 1 })], 0);
    calls.isPaused = true;
    calls.take([call({ id: 2 }), call({ id: 3 })], 1_000);
    calls.resume(2_000);
    expect(calls.rate(2_000)).toBe(0.6);
    expect(calls.rate(5_500)).toBe(0.4);
    expect(calls.rate(60_000)).toBe(0);
  });

  it("know what an open stream has delivered by now", () => {
    const calls = new Calls();
    calls.take([call({ id: 7, code: "open", latencyMs: null, delivered: 0 })], 0);
    const topics = { shown: [], total: 0 };
    const open = { id: 7, rpc: "", transport: "", sinceMs: 0, topics, delivered: 4, behind: 0 };
    calls.follow([open]);
    expect(calls.find(7)?.delivered).toBe(4);
  });

  it("keep the last five thousand", () => {
    const calls = new Calls();
    const many = Array.from({ length: 5_003 }, (_, id) => call({ id }));
    calls.take(many, 0);
    expect(calls.total).toBe(5_000);
    expect(calls.seen()[0]?.id).toBe(3);
  });
});

describe("the archive", () => {
  const STACK = {
    version: "1.0",
    urls: { grpcWeb: "http://127.0.0.1:5557", grpc: "http://127.0.0.1:5556" },
  };

  it("is HAR 1.2 with sizes, times and statuses, and without bodies", () => {
    const { log } = toHar(
      [call(), call({ id: 2, code: "invalid_argument", reason: "No." })],
      STACK,
    );
    expect(log.version).toBe("1.2");
    expect(log.comment).toContain("Bodies are left out");
    const [first, second] = log.entries;
    expect(first).toMatchObject({
      startedDateTime: "2023-11-14T22:13:20.000Z",
      time: 1.5,
      request: {
        method: "POST",
        url: "http://127.0.0.1:5557/xmtp.mls.api.v1.MlsApi/SendGroupMessages",
        httpVersion: "HTTP/1.1",
        bodySize: 300,
      },
      timings: { send: 0, wait: 1.5, receive: 0 },
    });
    expect(first?.request).not.toHaveProperty("postData");
    expect(first?.response.content).not.toHaveProperty("text");
    expect(second?.response.headers).toEqual([{ name: "grpc-status", value: "3" }]);
    expect(second?.comment).toBe("No.");
  });

  it("says the port that a call came in by", () => {
    const transports = ["grpc", "grpc-web", "connect"].map((transport) => call({ transport }));
    const ports = toHar(transports, STACK).log.entries.map(
      ({ request }) => new URL(request.url).port,
    );
    expect(ports).toEqual(["5556", "5557", "5557"]);
  });

  it("has every field that the format asks for", () => {
    const [entry] = toHar([call({ latencyMs: null, code: "open" })], STACK).log.entries;
    expect(Object.keys(entry ?? {})).toEqual(
      expect.arrayContaining([
        "startedDateTime",
        "time",
        "request",
        "response",
        "cache",
        "timings",
      ]),
    );
    for (const half of [entry?.request, entry?.response]) {
      expect(Object.keys(half ?? {})).toEqual(
        expect.arrayContaining(["httpVersion", "cookies", "headers", "headersSize", "bodySize"]),
      );
    }
    expect(entry?.time).toBe(0);
  });
});

describe("words", () => {
  it("say amounts and durations at a glance", () => {
    expect([0, 1_023, 1_024, 150_000, 3_500_000].map(sizeOf)).toEqual([
      "0 B",
      "1023 B",
      "1.0 kB",
      "146 kB",
      "3.3 MB",
    ]);
    expect([null, 0.256, 12.4, 1_500, 90_000, 5_400_000].map(durationOf)).toEqual([
      "–",
      "0.26 ms",
      "12 ms",
      "1.5 s",
      "1 min",
      "1 h 30 min",
    ]);
    expect(stampOf("2026-11-29T14:30:24.717Z")).toBe("2026-11-29 14:30:24");
    expect(stampOf("after the year 275760")).toBe("after the year 275760");
  });

  it("say what a call is about, and what it carried", () => {
    const kind = { kind: "malformed", reason: "Too short.", sizeBytes: 2 } as const;
    const topics = { shown: [{ kind: "inbox" as const, id: GROUP }], total: 3 };
    expect(topicsInShort(topics)).toBe("inbox abababababab… +2");
    expect(contentInShort(call({ sent: { shown: [kind], total: 1 } }))).toBe(
      "malformed: Too short.",
    );
    expect(contentInShort(call({ delivered: 0, latencyMs: null }))).toBe("");
    expect(contentInShort(call({ delivered: 1 }))).toBe("1 message delivered");
    expect(factsOf(kind)).toEqual([
      ["Reason", "Too short."],
      ["Size", "2 B"],
    ]);
  });

  it("are never in want of a word, however odd the number", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (ms) => {
        expect(durationOf(ms)).toMatch(/^[\d.e+]+ (ms|s|min)$|^[\d.e+]+ h [\d.e+]+ min$/);
      }),
    );
  });
});
