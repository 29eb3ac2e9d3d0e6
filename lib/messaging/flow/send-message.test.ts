import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { ALIX, type Person } from "@/tests/fakes/people.ts";
import { twoPeople } from "@/tests/fakes/two-people.ts";

let { network, host, alix, bo, withBo, withAlix } = await twoPeople();
beforeEach(async () => {
  ({ network, host, alix, bo, withBo, withAlix } = await twoPeople());
});

function row(person: Person, key: ThreadKey) {
  return person.messaging.store.getState().rows.find((candidate) => candidate.key === key);
}

describe("sending", () => {
  it("shows the message before anything is awaited, then sent, under one key", async () => {
    alix.messaging.send(withBo, "hi");
    const [written] = alix.messages(withBo);
    expect(written).toMatchObject({ mine: true, state: { kind: "sending" } });

    await host.settle();
    const [sent] = alix.messages(withBo);
    expect(sent).toMatchObject({ key: written?.key, state: { kind: "sent" } });
    expect(row(bo, withAlix)).toMatchObject({
      peer: { address: ALIX },
      preview: { content: { type: "text", text: "hi" }, mine: false },
      unreadCount: 1,
    });
  });

  it("keeps what is written while the node is down, and sends it in order when it is back", async () => {
    network.goDown();
    await host.pass(2_000);
    for (const text of ["one", "two", "three"]) alix.messaging.send(withBo, text);
    await host.pass(3_000);
    expect(alix.states(withBo)).toEqual(["waiting", "waiting", "waiting"]);
    expect(alix.messaging.store.getState().connection.kind).toBe("unreachable");

    network.goUp();
    await host.pass(6_000);
    expect(alix.states(withBo)).toEqual(["sent", "sent", "sent"]);
    expect(alix.messaging.store.getState().connection.kind).toBe("live");
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["one", "two", "three"]);
  });

  it("shows what is being made ready at the end, and as the same row once it was written", async () => {
    const key = "made-ready";
    const left: string[] = [];
    alix.messaging.onLeft((gone) => left.push(gone));
    const content = { type: "shipment", key, files: [] } as const;
    const state = { kind: "sending" } as const;
    const row = { key, thread: withBo, content, writtenAtMs: host.nowMs(), state };
    alix.messaging.showPreparing([row]);
    alix.messaging.send(withBo, "written after");
    await host.settle();
    expect(alix.messages(withBo).map(({ content: { type } }) => type)).toEqual([
      "text",
      "shipment",
    ]);
    expect(alix.messaging.isQueued(key)).toBe(false);

    alix.messaging.write(withBo, { type: "text", text: "ready" }, key);
    expect(
      alix
        .messages(withBo)
        .map((item) => item.key)
        .slice(1),
    ).toEqual([key]);
    expect(alix.messaging.isQueued(key)).toBe(true);
    await host.settle();
    alix.messaging.showPreparing([]);
    expect(alix.messages(withBo).at(-1)).toMatchObject({ key, state: { kind: "sent" } });
    expect(left).toContain(key);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["written after", "ready"]);
  });

  it("never doubles a message whose answer was lost", async () => {
    network.faults.lostAnswers = 2;
    alix.messaging.send(withBo, "once");
    alix.messaging.send(withBo, "after");
    await host.pass(5_000);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "sent"]);
    expect(bo.texts(withAlix)).toEqual(["once", "after"]);
  });

  it("sends what was waiting when the tab went away, once, in a new visit", async () => {
    alix.messaging.send(withBo, "first");
    await host.settle();
    network.faults.lostAnswers = 1;
    alix.messaging.send(withBo, "cut short");
    await host.settle();
    alix.reload();
    network.goDown();
    alix.messaging.show(`inbox-of-${ALIX}` as never);
    alix.messaging.openThread(withBo);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "waiting"]);

    network.goUp();
    await alix.open();
    await host.pass(1_000);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "sent"]);
    expect(bo.texts(withAlix)).toEqual(["first", "cut short"]);
  });

  it("fails one message that is refused, lets the next pass, and sends it on retry", async () => {
    network.faults.refusals = 1;
    alix.messaging.send(withBo, "refused");
    alix.messaging.send(withBo, "passes");
    await host.settle();
    expect(alix.messages(withBo).map(({ state }) => state)).toEqual([
      { kind: "failed", reason: "xmtp.refused" },
      { kind: "sent" },
    ]);

    const failed = alix.messages(withBo).find(({ state }) => state.kind === "failed");
    alix.messaging.retry(failed?.key ?? "");
    await host.settle();
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["passes", "refused"]);
    expect(alix.texts(withBo)).toEqual(bo.texts(withAlix));
  });

  it("refuses a text over the limit before it is shown", () => {
    expect(() => alix.messaging.send(withBo, "a".repeat(1024 * 1024 + 1))).toThrow(
      expect.objectContaining({ code: "message.too-large" }),
    );
    expect(alix.messages(withBo)).toEqual([]);
  });
});
