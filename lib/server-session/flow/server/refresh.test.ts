import { expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { startTicket } from "../../core/ticket.ts";
import { memoryLedger } from "../../server/memory-books.ts";
import { endSession } from "./read-ticket.ts";
import { refresh } from "./refresh.ts";
import type { SessionServer } from "./session-server.ts";

const nowMs = () => 1_000;
const ticket = startTicket(
  {
    random: new Uint8Array(16),
    inboxId: "1a".repeat(32) as InboxId,
    holder: { kind: "installation", installationId: "2b".repeat(32) as InstallationId },
  },
  nowMs(),
);

/** A server whose network answers when the test says so. */
function slowServer() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server: Pick<SessionServer, "seal" | "ledger" | "nowMs" | "isMember"> = {
    seal: { open: async () => ticket, seal: async () => "sealed" },
    ledger: memoryLedger({ nowMs }),
    nowMs,
    isMember: () => promise,
  };
  return { server: server as SessionServer, answer: () => resolve(true) };
}

it("renews once when two ask while the network thinks", async () => {
  const { server, answer } = slowServer();
  const both = Promise.allSettled([refresh("sealed", server), refresh("sealed", server)]);
  answer();
  expect(await both).toMatchObject([
    { status: "fulfilled", value: { generation: 2 } },
    { status: "rejected", reason: { code: "session.superseded" } },
  ]);
});

it("does not bring back a session that ended while the network thought", async () => {
  const { server, answer } = slowServer();
  const renewing = refresh("sealed", server);
  await new Promise((resolve) => setImmediate(resolve));
  endSession(ticket, server);
  answer();
  await expect(renewing).rejects.toMatchObject({ code: "session.none" });
});
