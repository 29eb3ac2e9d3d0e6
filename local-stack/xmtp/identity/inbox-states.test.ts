import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { LocalStack } from "../../index.ts";
import { startTestStack } from "../../test-support/stack.ts";
import { createHeadlessClient, type HeadlessClient } from "../../testing/index.ts";
import { InboxStates } from "./inbox-states.ts";
import { createUnregisteredClient } from "./unregistered-client.ts";

let stack: LocalStack;
let people: HeadlessClient[];

beforeAll(async () => {
  stack = await startTestStack();
  const url = stack.urls.grpcWeb;
  people = [await createHeadlessClient({ url }), await createHeadlessClient({ url })];
});

afterAll(() => stack.close());

/** Reads each log, twice over, by a client that keeps so much; says how many clients it took. */
async function readAllTwice(mostKeptBytes: number): Promise<number> {
  const [{ libxmtp } = people[0] as HeadlessClient] = people;
  const url = stack.urls.grpcWeb;
  const createClient = vi.fn(() => createUnregisteredClient(libxmtp, url, false));
  const backend = new libxmtp.BackendBuilder(libxmtp.XmtpEnv.Local).setApiUrl(url).build();
  const states = await InboxStates.open(libxmtp, { backend, createClient, mostKeptBytes });
  for (const { inboxId, address } of [...people, ...people]) {
    const state = await states.read(inboxId, 1000);
    expect(state?.inboxId).toBe(inboxId);
    expect(state?.accountIdentifiers.map(({ identifier }) => identifier)).toEqual([
      address.toLowerCase(),
    ]);
  }
  states.client.free();
  return createClient.mock.calls.length;
}

it("reads many logs in one client's database, and takes another client when that is full", async () => {
  expect(await readAllTwice(2000)).toBe(1);
  expect(await readAllTwice(1000)).toBe(4);
});
