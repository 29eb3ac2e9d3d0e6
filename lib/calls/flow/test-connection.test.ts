import { expect, it } from "vitest";
import type { ConnectionFacts } from "../core/connection-report.ts";
import type { RelayServer } from "../ports.ts";
import { createConnectionTest } from "./test-connection.ts";

const RELAY: RelayServer = { urls: ["turn:relay"], username: "1", credential: "opens" };
const NOTHING: ConnectionFacts = { candidates: [], relays: [] };

it("tries with the relays there are, once at a time, and tells what it came to", async () => {
  const asked: (readonly RelayServer[])[] = [];
  const probed = Promise.withResolvers<ConnectionFacts>();
  const test = createConnectionTest({
    probe: (relays) => {
      asked.push(relays);
      return probed.promise;
    },
    relays: async () => [RELAY],
    hasRelay: true,
  });
  expect(test.store.getState().kind).toBe("idle");
  const runs = [test.run(), test.run()];
  expect(test.store.getState().kind).toBe("testing");
  probed.resolve(NOTHING);
  await Promise.all(runs);
  expect(asked).toEqual([[RELAY]]);
  expect(test.store.getState()).toMatchObject({ kind: "done", report: { relay: "no-access" } });
});

it("says why where it can’t try, and may be asked again", async () => {
  let isBroken = true;
  const test = createConnectionTest({
    probe: async () => {
      if (isBroken) throw new Error("This browser has no connections");
      return NOTHING;
    },
    relays: async () => [],
    hasRelay: false,
  });
  await test.run();
  expect(test.store.getState()).toEqual({ kind: "failed", code: "unexpected" });
  isBroken = false;
  await test.run();
  expect(test.store.getState()).toMatchObject({ kind: "done", report: { relay: "none" } });
});
