import { afterAll, beforeAll, describe, vi } from "vitest";
import type { LocalStack } from "../../index.ts";
import { startTestStack } from "../../test-support/stack.ts";
import { conformance } from "./conformance.ts";

// Some send tens of megabytes, which a busy machine takes long for.
vi.setConfig({ testTimeout: 120_000 });

const url = process.env.PARLEY_CONFORMANCE_URL;
const transport = process.env.PARLEY_CONFORMANCE_TRANSPORT === "grpc" ? "grpc" : "grpc-web";

if (url) describe(`The node at ${url}, over ${transport}`, () => conformance(() => url, transport));
else {
  describe("Our own node", () => {
    let stack: LocalStack;
    beforeAll(async () => {
      // About what the official node lets a reader fall behind.
      stack = await startTestStack({ queueLimits: { maxMessages: 1_000 } });
    });
    afterAll(() => stack.close());

    describe("over gRPC-web", () => conformance(() => stack.urls.grpcWeb, "grpc-web"));
    describe("over gRPC", () => conformance(() => stack.urls.grpc, "grpc"));
  });
}
