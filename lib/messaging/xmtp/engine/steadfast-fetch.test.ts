import { expect, it } from "vitest";
import { steadfastFetch } from "./steadfast-fetch.ts";

const NODE = "http://localhost:5557";
const PUBLISH = `${NODE}/xmtp.mls.api.v1.MlsApi/SendGroupMessages`;

/** A server that does with each call what the script says, and writes down what it got. */
function serverWith(script: ("answer" | "cut" | "cut in the answer" | "gateway")[]) {
  const got: string[] = [];
  const pauses: number[] = [];
  const server = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const body = await request.text();
    got.push(request.method === "POST" ? body : "are you there?");
    const turn = script.shift() ?? "answer";
    if (turn === "gateway") return new Response("no server", { status: 503 });
    if (turn === "cut") throw new TypeError("Failed to fetch");
    if (turn === "answer") return new Response("done", { headers: { "grpc-status": "0" } });
    return new Response(
      new ReadableStream({
        start: (controller) => controller.error(new TypeError("Failed to fetch")),
      }),
    );
  };
  const fetch = steadfastFetch(server, async (ms) => void pauses.push(ms));
  return { fetch, got, pauses };
}

const envelope = (signal?: AbortSignal) => ({
  method: "POST",
  body: "envelope",
  ...(signal && { signal }),
});

it("sends an envelope once when it is answered, with what was answered", async () => {
  const { fetch, got } = serverWith([]);
  const response = await fetch(PUBLISH, envelope());
  expect([response.status, response.headers.get("grpc-status")]).toEqual([200, "0"]);
  expect(await response.text()).toBe("done");
  expect(got).toEqual(["envelope"]);
});

it("sends the same bytes again when the answer was lost, as soon as the server is there", async () => {
  const { fetch, got, pauses } = serverWith(["cut", "cut", "cut", "answer"]);
  expect(await (await fetch(PUBLISH, envelope())).text()).toBe("done");
  expect(got).toEqual([
    "envelope",
    "are you there?",
    "are you there?",
    "are you there?",
    "envelope",
  ]);
  expect(pauses).toEqual([200, 400, 800]);
});

it("takes an answer that breaks off for none", async () => {
  const { fetch, got } = serverWith(["cut in the answer"]);
  expect(await (await fetch(PUBLISH, envelope())).text()).toBe("done");
  expect(got).toEqual(["envelope", "are you there?", "envelope"]);
});

it("takes the answer of a gateway for none", async () => {
  const { fetch, got } = serverWith(["gateway"]);
  expect(await (await fetch(PUBLISH, envelope())).text()).toBe("done");
  expect(got).toEqual(["envelope", "are you there?", "envelope"]);
});

it("gives up what is cut again and again while the server answers all else", async () => {
  const { fetch, got } = serverWith(["cut", "answer", "cut", "answer", "cut", "cut"]);
  const sent = () => got.filter((body) => body === "envelope").length;
  await expect(fetch(PUBLISH, envelope())).rejects.toThrow("Failed to fetch");
  expect(sent()).toBe(3);
  // The engine tries again by itself: until one gets through, each try is one.
  await expect(fetch(PUBLISH, envelope())).rejects.toThrow("Failed to fetch");
  expect(sent()).toBe(4);
  await fetch(PUBLISH, envelope());
  expect(sent()).toBe(5);
});

it("ends with whoever asked", async () => {
  const turningAway = new AbortController();
  const { fetch, got } = serverWith(["cut", "cut", "cut"]);
  const sending = fetch(PUBLISH, envelope(turningAway.signal));
  turningAway.abort();
  await expect(sending).rejects.toThrow();
  expect(got.filter((body) => body === "envelope").length).toBeLessThan(2);
});

it("leaves everything else as it is", async () => {
  const { fetch, got } = serverWith(["cut"]);
  const welcome = `${NODE}/xmtp.mls.api.v1.MlsApi/SendWelcomeMessages`;
  await expect(fetch(welcome, envelope())).rejects.toThrow("Failed to fetch");
  expect(got).toEqual(["envelope"]);
});
