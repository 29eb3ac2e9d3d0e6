import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PinningService } from "@/lib/attachments/ports.ts";
import { createRemotePinning } from "@/lib/attachments/server/pinning/remote-pinning.ts";
import { HttpPinningService, type Misbehaviour } from "../fakes/http-pinning-service.ts";
import { MemoryPinningService } from "../fakes/memory-pinning-service.ts";
import { describePinningService } from "./pinning-service-contract.ts";

describePinningService("the fake", async () => {
  const service = new MemoryPinningService();
  return {
    service,
    settle: (cid, status) => service.pins.set(cid, status),
    kept: () => [...service.pins.keys()],
    goAway: () => {
      service.isAway = true;
    },
    close: async () => undefined,
  };
});

describePinningService("one over HTTP", async () => {
  const remote = new HttpPinningService();
  const url = await remote.start();
  return {
    service: createRemotePinning({ url, token: remote.token, timeoutMs: 500 }),
    settle: (cid, status) => {
      for (const one of remote.held) if (one.pin.cid === cid) one.status = status;
    },
    kept: () => remote.held.map(({ pin }) => pin.cid),
    goAway: () => {
      remote.misbehaves = () => undefined;
    },
    close: () => remote.close(),
  };
});

const CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";
const ANOTHER = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

describe("a pinning service over HTTP", () => {
  let remote: HttpPinningService;
  let url: string;
  let service: PinningService;

  beforeEach(async () => {
    remote = new HttpPinningService();
    url = await remote.start();
    service = createRemotePinning({ url, token: remote.token, timeoutMs: 500 });
  });

  afterEach(() => remote.close());

  it("is known by its host, and learns a CID and nothing more", async () => {
    expect(service.name).toBe(new URL(url).host);
    await service.add(CID);
    await service.status(CID);
    await service.remove(CID);
    const bodies = remote.asked.flatMap(({ body }) => body ?? []);
    expect(bodies).toEqual([{ cid: CID }]);
    expect(new Set(remote.asked.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${remote.token}`]),
    );
  });

  it("is told once to let go of each of several requests for one file", async () => {
    remote.hold(CID, "failed");
    remote.hold(CID, "pinned");
    remote.hold(CID, "queued");
    expect(await service.status(CID)).toBe("pinned");
    expect(await service.add(CID)).toBe("pinned");
    await service.remove(CID);
    expect(remote.held).toEqual([]);
  });

  it("loses none of its other files when it does not know how to look for one", async () => {
    const other = remote.hold(ANOTHER, "pinned");
    remote.misbehaves = (request, response) => {
      if (request.method !== "GET") return void response.writeHead(500).end();
      response.end(JSON.stringify({ count: 1, results: [other] }));
    };
    expect(await service.status(CID)).toBeUndefined();
    await service.remove(CID);
    expect(remote.asked.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  const says =
    (text: string): Misbehaviour =>
    (_, response) =>
      void response.end(text);
  const nothing: [string, Misbehaviour][] = [
    ["breaks off", (_, response) => void response.destroy()],
    ["is silent", () => undefined],
    ["begins and does not end", (_, response) => void response.write("{")],
    ["has no room", (_, response) => void response.writeHead(507).end("{}")],
    ["sends elsewhere", (_, response) => void response.writeHead(307, { location: "/x" }).end()],
    ["says nothing", says("")],
    ["sends a page", says("<html>Sign in</html>")],
    ["sends something else", says('{"count":1,"results":[{"status":"pinned"}]}')],
    [
      "invents a status",
      says(JSON.stringify({ results: [{ requestid: "1", status: "maybe", pin: { cid: CID } }] })),
    ],
  ];

  it.each(nothing)("has said nothing when it %s, and the error says no token", async (_, does) => {
    remote.misbehaves = does;
    for (const ask of [service.add, service.status, service.remove]) {
      const error: unknown = await ask(CID).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "archive.no-service" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(remote.token);
    }
  });

  it("refuses another token, and one that fits no header, without telling them", async () => {
    for (const token of ["wrong-and-secret", "wrong-and-secret\nx: y"]) {
      const stranger = createRemotePinning({ url, token });
      const error: unknown = await stranger.add(CID).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "archive.no-service" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("wrong-and-secret");
    }
    expect(remote.held).toEqual([]);
  });
});
