import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxReader } from "@/lib/messaging/ports/inbox-reader.ts";
import { createInboxReader } from "@/lib/messaging/xmtp/server/inbox-reader.ts";
import { type LocalStack, startLocalStack } from "@/local-stack/index.ts";
import { fakeClient } from "@/tests/fakes/fake-client.ts";
import { fakeInboxReader } from "@/tests/fakes/fake-inbox-reader.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { joinWithEngine, newAccount, signAs } from "@/tests/fakes/node-engine.ts";
import { inboxReaderContract } from "./inbox-reader-contract.ts";

const INBOX = "1a".repeat(32) as InboxId;

describe("InboxReader in memory", () => {
  const network = new FakeNetwork();
  inboxReaderContract({
    join: async (address = newAccount()) => fakeClient(network, address),
    newAccount,
    signAs,
    reader: () => fakeInboxReader(network),
    goDown: async () => network.goDown(),
    goUp: async () => network.goUp(),
  });
});

describe("InboxReader on libxmtp and the local node", { timeout: 30_000 }, () => {
  let stack: LocalStack;
  let reader: ReturnType<typeof createInboxReader>;

  beforeAll(async () => {
    stack = await startLocalStack({
      chain: false,
      ports: { grpcWeb: 0, grpc: 0, history: 0 },
      data: ":memory:",
    });
    // As long as a machine needs that has much else to do.
    reader = createInboxReader({ env: "local", ...network() }, { deadlineMs: 20_000 });
  });
  afterAll(async () => {
    reader.close();
    await stack.close();
  });

  const network = () => ({ apiUrl: stack.urls.grpcWeb, historyUrl: stack.urls.history });
  inboxReaderContract({
    join: (address) => joinWithEngine(network(), address),
    newAccount,
    signAs,
    reader: () => reader,
    goDown: () => stack.unplug(),
    goUp: () => stack.plugIn(),
  });

  it("answers many at once", async () => {
    const client = await joinWithEngine(network());
    const asked = Array.from({ length: 60 }, () => reader.readMembers(client.inboxId));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ wallets }) => wallets.join()))).toEqual(
      new Set([client.address]),
    );
  });
});

describe("InboxReader on a node that takes questions and never answers", () => {
  let stack: LocalStack;
  let reader: InboxReader & { close(): void };

  beforeAll(async () => {
    stack = await startLocalStack({ ports: "free", chain: false });
    await stack.warm;
    stack.faults.set([{ kind: "latency", ms: 3_600_000 }]);
    const apiUrl = stack.urls.grpcWeb;
    reader = createInboxReader({ env: "local", apiUrl, historyUrl: "" }, { deadlineMs: 1_000 });
  });
  afterAll(async () => {
    reader.close();
    await stack.close();
  });

  it("gives up in time, takes no more than it can, and goes on with another thread", async () => {
    const asked = Array.from({ length: 80 }, () => reader.readMembers(INBOX));
    const failures = await Promise.all(asked.map((one) => one.catch(({ code }) => code)));
    expect(new Set(failures.slice(0, 8))).toEqual(new Set(["xmtp.unreachable"]));
    expect(new Set(failures.slice(-8))).toEqual(new Set(["server.busy"]));
    const signature = new Uint8Array(64);
    const installationId = "2b".repeat(32) as InstallationId;
    expect(await reader.isSignedBy({ installationId, text: "", signature })).toBe(false);
  });
});
