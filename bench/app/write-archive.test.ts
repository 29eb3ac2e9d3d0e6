import { afterAll, beforeAll, expect, it } from "vitest";
import { archiveHeaderBytes, archiveParts } from "@/lib/messaging/core/archive-file.ts";
import { archiveKey, parseArchiveWords } from "@/lib/messaging/core/archive-key.ts";
import { type LocalStack, startLocalStack } from "@/local-stack/index.ts";
import { joinWithEngine } from "@/tests/fakes/node-engine.ts";
import { archivedLife, writeParts, writeProductArchive } from "./archived-life.ts";
import { writeArchive } from "./write-archive.ts";

const KEY = new Uint8Array(32).fill(7);

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({
    chain: false,
    ports: { grpcWeb: 0, grpc: 0, history: 0 },
    data: ":memory:",
  });
});
afterAll(() => stack.close());

const newDevice = () =>
  joinWithEngine({ apiUrl: stack.urls.grpcWeb, historyUrl: stack.urls.history });

it("writes what the engine takes in: every message once, whole or in parts", async () => {
  const [whole, inParts] = [await newDevice(), await newDevice()];
  const size = { groups: 7, messages: 100 };
  const groups = archivedLife(whole.inboxId, size);
  await whole.importArchive(writeArchive({ key: KEY, ownInboxId: whole.inboxId, groups }), KEY);
  for (const write of writeParts(inParts.inboxId, size, 30))
    await inParts.importArchive(write(KEY), KEY);
  for (const device of [whole, inParts])
    expect(await device.countStored()).toEqual({ conversations: 7, messages: 100 });
  const [{ key } = { key: undefined }] = await whole.listConversations();
  if (!key) throw new Error("no conversation");
  const textsOf = async (device: typeof whole) =>
    (await device.listMessages(key, { limit: 100 })).messages.map(({ content }) => content);
  expect(await textsOf(inParts)).toEqual(await textsOf(whole));
});

it("writes the file that the product reads", async () => {
  const device = await newDevice();
  const { file, words } = writeProductArchive(device.inboxId, { groups: 3, messages: 1_200 });
  const header = file.subarray(0, archiveHeaderBytes(file));
  const places = archiveParts(header);
  expect(places).toHaveLength(3);
  for (const [index, { start, end }] of places.entries()) {
    const key = archiveKey(parseArchiveWords(words), device.inboxId, { index, count: 3 });
    await device.importArchive(file.subarray(start, end), key);
  }
  expect(await device.countStored()).toEqual({ conversations: 3, messages: 1_200 });
});
