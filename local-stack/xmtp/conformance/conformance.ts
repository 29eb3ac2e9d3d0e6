import { afterAll, beforeAll, describe, vi } from "vitest";
import type { LocalStack } from "../../index.ts";
import { signedElsewhere } from "../../test-support/signed-elsewhere.ts";
import { startTestStack } from "../../test-support/stack.ts";
import { commitLogs } from "./commit-logs.ts";
import { groupMessages } from "./group-messages.ts";
import { identities } from "./identities.ts";
import { keyPackages } from "./key-packages.ts";
import { connectTo, type NodeUnderTest, type Transport } from "./node-under-test.ts";
import { subscriptions } from "./subscriptions.ts";
import { welcomeMessages } from "./welcome-messages.ts";

/**
 * Declares the tests that any node of XMTP's V3 network passes, for the node at the URL that
 * `url` says once they run. They use topics and identities of their own, so the node may be
 * shared and have any data; they leave theirs there.
 */
export function conformance(url: () => string | Promise<string>, transport: Transport): void {
  vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
  let connected: NodeUnderTest | undefined;
  let origin: LocalStack | undefined;
  const node = () => {
    if (!connected) throw new Error("The node is not connected yet.");
    return connected;
  };
  const newPerson = () => signedElsewhere(origin?.urls.grpcWeb ?? "");

  beforeAll(async () => {
    connected = connectTo(await url(), transport);
    origin = await startTestStack();
  });
  afterAll(() => origin?.close());

  describe("group messages", () => groupMessages(node));
  describe("welcome messages", () => welcomeMessages(node));
  describe("subscriptions", () => subscriptions(node));
  describe("commit logs", () => commitLogs(node));
  describe("identities", () => identities(node, newPerson));
  describe("key packages", () => keyPackages(node, newPerson));
}
