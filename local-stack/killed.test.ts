import { describe, expect, it, vi } from "vitest";
import type { LocalStack } from "./index.ts";
import { cliOfTest } from "./test-support/cli.ts";
import { groupInput } from "./test-support/mls-bytes.ts";
import { grpcWebClients, startTestStack } from "./test-support/stack.ts";
import { SortDirection } from "./xmtp/wire/gen/xmtp/mls_api_pb.ts";

vi.setConfig({ testTimeout: 120_000 });

const { up, folder } = cliOfTest();

describe("kill -9 at any moment", () => {
  it("loses nothing that was acknowledged, and the node starts again on the same file", async () => {
    const groupId = Buffer.from("group-of-the-killed");
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const { child, exited, urls } = await up("--data", folder());
      await publishUntilKilled({ urls }, groupId, round, acknowledged, () => child.kill("SIGKILL"));
      expect(await exited).toEqual([null, "SIGKILL"]);
    }
    expect(acknowledged.size).toBeGreaterThan(300);

    const again = await startTestStack({ data: folder() });
    const stored = await readAll(again, groupId);
    await again.close();
    const texts = new Set(stored.map((message) => message.text));
    expect([...acknowledged].filter((text) => !texts.has(text))).toEqual([]);
    expect(texts.size).toBe(stored.length);
    const order = stored.map(({ createdNs }) => createdNs);
    expect(order).toEqual(order.toSorted((a, b) => (a < b ? -1 : 1)));
  });
});

/** Publishes from several writers and kills the node in mid-publishing. */
async function publishUntilKilled(
  stack: Pick<LocalStack, "urls">,
  groupId: Buffer,
  round: number,
  acknowledged: Set<string>,
  kill: () => void,
): Promise<void> {
  const { mls } = grpcWebClients(stack);
  const target = acknowledged.size + 120;
  let isKilled = false;
  const write = async (writer: number) => {
    for (let i = 0; !isKilled; i++) {
      const name = `${round}/${writer}/${i}`;
      const sent = await mls.sendGroupMessages({ messages: [groupInput(groupId, name)] }).then(
        () => true,
        () => false,
      );
      if (!sent) return;
      acknowledged.add(name);
      if (acknowledged.size >= target && !isKilled) {
        isKilled = true;
        kill();
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
}

async function readAll(stack: LocalStack, groupId: Buffer) {
  const { mls } = grpcWebClients(stack);
  const all: { text: string; createdNs: bigint }[] = [];
  let idCursor = 0n;
  do {
    const pagingInfo = { direction: SortDirection.ASCENDING, idCursor };
    const page = await mls.queryGroupMessages({ groupId, pagingInfo });
    for (const { version } of page.messages) {
      const data = Buffer.from(version.value?.data ?? []);
      const text = data.subarray(data.lastIndexOf("sender") + "sender".length + 1).toString();
      all.push({ text, createdNs: version.value?.createdNs ?? 0n });
    }
    idCursor = page.pagingInfo?.idCursor ?? 0n;
  } while (idCursor !== 0n);
  return all;
}
