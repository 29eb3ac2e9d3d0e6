import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchRelays } from "./fetch-relays.ts";

const MINUTE_MS = 60_000;

let asked: number;
let answer: () => Promise<Response>;
let relays: ReturnType<typeof fetchRelays>;

const given = async () => {
  const expiresAtMs = Date.now() + 10 * MINUTE_MS;
  const urls = ["turn:relay.example.org:3478"];
  return Response.json({
    relay: { urls, username: `${asked}`, credential: "opens", expiresAtMs },
  });
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  asked = 0;
  answer = given;
  vi.stubGlobal("fetch", () => {
    asked += 1;
    return answer();
  });
  relays = fetchRelays(async () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const names = async () => (await relays()).map(({ username }) => username);

describe("what opens the relays", () => {
  it("is asked for once, and again when it is about to end", async () => {
    expect(await names()).toEqual(["1"]);
    vi.advanceTimersByTime(7 * MINUTE_MS);
    expect(await names()).toEqual(["1"]);
    vi.advanceTimersByTime(2 * MINUTE_MS);
    expect(await names()).toEqual(["2"]);
    expect(asked).toBe(2);
  });

  it("is good to its end where the server says nothing, and not after it", async () => {
    await names();
    vi.advanceTimersByTime(9 * MINUTE_MS);
    answer = async () => Response.error();
    expect(await names()).toEqual(["1"]);
    vi.advanceTimersByTime(2 * MINUTE_MS);
    expect(await names()).toEqual([]);
    answer = given;
    expect(await names()).toEqual(["4"]);
  });

  it("holds nobody up for more than three seconds", async () => {
    answer = () => new Promise(() => undefined);
    const waiting = names();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await waiting).toEqual([]);
  });
});
