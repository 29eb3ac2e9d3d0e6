import { expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Heard, StreamNews } from "@/lib/messaging/core/stream-news.ts";
import { list, listenTo, say, talk } from "./two-talking.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** Who has read, who is writing, and what counts as unread. */
export function readTimesContract(world: XmtpWorld): void {
  it("tells who has read, and who is writing, and keeps the second nowhere", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk(world);
    const read = listenTo(alix, "read");
    const close = await read.opening;
    await bo.signal(withAlix, "read");
    const { read: said } = (await read.first) as Extract<StreamNews, { kind: "read" }>;
    expect(said).toMatchObject({ thread: withBo, inboxId: bo.inboxId, isFromParley: true });
    expect(await alix.readTimes(withBo)).toEqual({
      [bo.inboxId]: { untilNs: said.atNs, isFromParley: true },
    });
    close();

    const typing = listenTo(alix, "typing");
    const end = await typing.opening;
    await bo.signal(withAlix, "typing");
    const news = (await typing.first) as { typing: Heard };
    expect(news.typing).toMatchObject({ thread: withBo, inboxId: bo.inboxId });
    expect((await list(alix, withBo)).map(({ id }) => id)).toEqual([first]);
    expect((await list(bo, withAlix)).map(({ id }) => id)).toEqual([first]);
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
    end();
  });

  it("counts as unread on no device what one of them said to have read", async () => {
    const address = world.newAccount();
    const devices = [await world.join(address), await world.join(address)] as const;
    const [phone, laptop] = devices;
    const bo = await world.join();
    const withBo: ThreadKey = `dm:${bo.inboxId}`;
    const { key: withAlix } = await bo.openDm(phone.inboxId);
    await say(bo, withAlix, "one");
    const [one] = await list(bo, withAlix);
    await say(bo, withAlix, "two");
    for (const device of devices) await device.syncAll();
    const counts = () => Promise.all(devices.map((device) => device.countUnread({ [withBo]: 0n })));
    expect(await counts()).toEqual([{ [withBo]: 2 }, { [withBo]: 2 }]);
    const read = listenTo(laptop, "read");
    const close = await read.opening;
    await phone.signal(withBo, "read", one?.sentAtNs);
    expect(await read.first).toMatchObject({ read: { thread: withBo, inboxId: phone.inboxId } });
    expect(await counts(), "the second was not seen yet").toEqual([
      { [withBo]: 1 },
      { [withBo]: 1 },
    ]);
    await phone.signal(withBo, "read");
    await laptop.syncAll();
    expect(await counts(), "as other apps say it").toEqual([{}, {}]);
    await say(bo, withAlix, "three");
    for (const device of devices) await device.syncAll();
    expect(await counts()).toEqual([{ [withBo]: 1 }, { [withBo]: 1 }]);
    close();
  });

  it("leaves no trace of who was writing while nobody listened", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk(world);
    await bo.signal(withAlix, "typing");
    await alix.syncAll();
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
    expect((await alix.listConversations())[0]?.lastMessage?.id).toBe(first);
    expect((await list(alix, withBo)).map(({ id }) => id)).toEqual([first]);
  });
}
