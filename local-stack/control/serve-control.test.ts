import { request } from "node:http";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalStackError } from "../errors.ts";
import { type Listening, listenHttp } from "../xmtp/wire/listen.ts";
import { serveControl } from "./serve-control.ts";

let server: Listening;
let changes: unknown[];

beforeEach(async () => {
  changes = [];
  const routes = [
    { method: "GET" as const, path: "/state", answer: () => ({ changes: changes.length }) },
    {
      method: "POST" as const,
      path: "/state",
      answer: ({ body }: { body: unknown }) => void changes.push(body),
    },
    {
      method: "POST" as const,
      path: "/impossible",
      answer: () => {
        throw new LocalStackError("There is no such snapshot.");
      },
    },
    {
      method: "POST" as const,
      path: "/broken",
      answer: () => {
        throw new Error("secret");
      },
    },
  ];
  const address = { host: "127.0.0.1", port: 0, setting: "" };
  server = await listenHttp(address, serveControl(routes, pino({ level: "silent" })));
});

afterEach(() => server.close());

/** `fetch` sets Host and Origin by itself. */
async function ask(path: string, { method = "GET", headers = {}, body = "" } = {}) {
  const sent = request(server.url, { path, method, headers });
  sent.end(body);
  const response = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    sent.on("response", resolve).on("error", reject);
  });
  return { status: response.statusCode, answer: JSON.parse(await text(response)) };
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

describe("the control port", () => {
  it("answers programs of this machine", async () => {
    expect(await ask("/state")).toEqual({ status: 200, answer: { changes: 0 } });
    const port = new URL(server.url).port;
    const local = { ...JSON_TYPE, host: `localhost:${port}`, origin: `http://localhost:${port}` };
    expect(await ask("/state", { method: "POST", headers: local, body: '{"a":1}' })).toEqual({
      status: 200,
      answer: {},
    });
    expect(changes).toEqual([{ a: 1 }]);
  });

  it.each([
    ["a name that leads here", { host: "evil.example:80" }],
    ["a name that begins like ours", { host: "localhost.evil.example" }],
    ["a page of another site", { origin: "https://evil.example" }],
    ["a page of another port", { origin: "http://localhost:3000" }],
    ["a page without an origin", { origin: "null" }],
    ["a picture of another site's page", { "sec-fetch-site": "cross-site" }],
    [
      "a script of another port's page",
      { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" },
    ],
  ])("refuses %s, whatever it asks", async (_who, headers) => {
    expect(await ask("/state", { headers })).toMatchObject({ status: 403 });
    const change = { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: "{}" };
    expect(await ask("/state", change)).toMatchObject({ status: 403 });
    expect(changes).toEqual([]);
  });

  it.each([
    ["//", {}, 400, "That is no address on this port."],
    ["/nowhere", {}, 404, "There is nothing at /nowhere."],
    ["/state", { method: "DELETE" }, 405, "/state is asked by GET, POST."],
    [
      "/state",
      { method: "POST", body: "{}" },
      415,
      "Send what changes something as application/json.",
    ],
    [
      "/state",
      { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" },
      415,
      "Send what changes something as application/json.",
    ],
    [
      "/state",
      { method: "POST", headers: JSON_TYPE, body: "{" },
      400,
      "What was sent is not JSON.",
    ],
    [
      "/state",
      { method: "POST", headers: JSON_TYPE, body: `"${"x".repeat(1 << 20)}"` },
      413,
      "At most 1 MiB can be sent here.",
    ],
    ["/impossible", { method: "POST", headers: JSON_TYPE }, 409, "There is no such snapshot."],
    ["/broken", { method: "POST", headers: JSON_TYPE }, 500, "Something broke."],
  ])("says why %s is not answered (%#)", async (path, options, status, error) => {
    expect(await ask(path, options)).toEqual({ status, answer: { error } });
    expect(changes).toEqual([]);
  });
});
