import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { SearchEntry } from "@/lib/search/core/entry.ts";
import type { MessageIndex, MessageIndexes } from "@/lib/search/ports.ts";

export const ALIX = "a".repeat(64) as InboxId;
export const BO = "b".repeat(64) as InboxId;

let entries = 0;
export function entry(text: string, rest: Partial<SearchEntry> = {}): SearchEntry {
  const n = entries++;
  const id = n.toString(16).padStart(64, "0") as MessageId;
  return { id, thread: "dm:bo", sentAtMs: n, text, ...rest };
}

export async function idsFor(
  index: MessageIndex,
  typed: string,
  scope: { threads?: ThreadKey[]; limit?: number } = {},
): Promise<MessageId[]> {
  return (await index.find(typed, { limit: 50, ...scope })).hits.map(({ id }) => id);
}

/** What the app relies on of any index of messages. `fresh` gives a device that has kept nothing. */
export function messageIndexContract(fresh: () => MessageIndexes): void {
  it("finds messages by their words, without accents and in any script", async () => {
    const index = await fresh().open(ALIX);
    const said = ["¿Vienes mañana?", "東京タワーに行ったよ", "Die Straße ist lang", "שָׁלוֹם"].map(
      (text) => entry(text),
    );
    expect(await index.change({ put: said })).toEqual({ count: 4 });
    const typed = ["manana vienes", "タワー", "STRASS", "שלום"];
    for (const [n, text] of typed.entries())
      expect(await idsFor(index, text)).toEqual([said[n]?.id]);
    expect(await idsFor(index, "京"), "one sign of many").toEqual([said[1]?.id]);
    expect(await idsFor(index, "strass lang"), "only the last word may be begun").toEqual([]);
    expect(await idsFor(index, "nothing of it")).toEqual([]);
    expect(await idsFor(index, "  ")).toEqual([]);
  });

  it("gives whole words first, then the newest, as many as are asked for, and counts all", async () => {
    const index = await fresh().open(ALIX);
    const [old, begun, whole] = [entry("harb"), entry("harbour"), entry("harb again")];
    await index.change({ put: [begun, old, whole] });
    expect(await idsFor(index, "harb")).toEqual([whole.id, old.id, begun.id]);
    const { hits, total } = await index.find("harb", { limit: 1 });
    expect(hits.map(({ id }) => id)).toEqual([whole.id]);
    expect(total).toBe(3);
  });

  it("looks in the threads that are asked for", async () => {
    const index = await fresh().open(ALIX);
    const [one, other] = [entry("hello"), entry("hello", { thread: "group:crew" })];
    await index.change({ put: [one, other] });
    expect(await idsFor(index, "hello", { threads: ["group:crew"] })).toEqual([other.id]);
    expect(await idsFor(index, "hello", { threads: [] })).toEqual([]);
  });

  it("forgets at once, and takes the newer text of a message that changed", async () => {
    const index = await fresh().open(ALIX);
    const [first, second] = [entry("hello"), entry("hello")];
    await index.change({ put: [first, second] });
    expect(await index.change({ remove: [first.id] })).toEqual({ count: 1 });
    await index.change({ put: [{ ...second, text: "goodbye" }] });
    expect(await idsFor(index, "hello")).toEqual([]);
    expect(await idsFor(index, "goodbye")).toEqual([second.id]);
  });

  it("forgets what has disappeared, and says when the next one does", async () => {
    const device = fresh();
    const index = await device.open(ALIX);
    const [stays, soon, later] = [
      entry("hello"),
      entry("hello", { expiresAtMs: 5_000 }),
      entry("hello", { expiresAtMs: 9_000 }),
    ];
    const put = await index.change({ put: [stays, soon, later] });
    expect(put).toEqual({ count: 3, nextOverMs: 5_000 });
    await index.save({ readUntilMs: {} });
    const again = await device.open(ALIX);
    expect(await again.change({ nowMs: 5_000 })).toEqual({ count: 2, nextOverMs: 9_000 });
    expect(await idsFor(again, "hello")).toEqual([later.id, stays.id]);
    expect(await again.change({ nowMs: 9_000 })).toEqual({ count: 1 });
  });

  it("lists all ids, page by page", async () => {
    const index = await fresh().open(ALIX);
    const said = Array.from({ length: 5 }, () => entry("hello"));
    await index.change({ put: said });
    const first = await index.listIds({ limit: 3 });
    const after = first.at(-1);
    const rest = await index.listIds({ ...(after && { after }), limit: 3 });
    expect([...first, ...rest]).toEqual(said.map(({ id }) => id).sort());
  });

  it("is what was kept when it is opened again, and empty for another inbox", async () => {
    const device = fresh();
    const before = await device.open(ALIX);
    expect(before.progress).toEqual({ readUntilMs: {} });
    const [kept, removed, lost] = [entry("hello"), entry("hello"), entry("hello")];
    await before.change({ put: [kept, removed] });
    await before.save({ readUntilMs: {} });
    await before.change({ remove: [removed.id] });
    const progress = { readUntilMs: { "dm:bo": 7 } as const, comparedAtMs: 5 };
    await before.save(progress);
    await before.change({ put: [lost] });
    before.close();
    const again = await device.open(ALIX);
    expect(again.progress).toEqual(progress);
    expect(await idsFor(again, "hello")).toEqual([kept.id]);
    const other = await device.open(BO);
    expect(other.progress).toEqual({ readUntilMs: {} });
    expect(await idsFor(other, "hello")).toEqual([]);
  });

  it("keeps nothing of a temporary session, and shows it nothing that was kept", async () => {
    const device = fresh();
    const lasting = await device.open(ALIX);
    const kept = entry("hello");
    await lasting.change({ put: [kept] });
    await lasting.save({ readUntilMs: {} });
    const temporary = await device.open(ALIX, { temporary: true });
    expect(await idsFor(temporary, "hello")).toEqual([]);
    const passing = entry("hello");
    await temporary.change({ put: [passing] });
    expect(await idsFor(temporary, "hello")).toEqual([passing.id]);
    await temporary.save({ readUntilMs: {} });
    expect(await idsFor(await device.open(ALIX), "hello")).toEqual([kept.id]);
  });

  it("keeps nothing of an inbox that is erased, and everything of another", async () => {
    const device = fresh();
    for (const inboxId of [ALIX, BO]) {
      const index = await device.open(inboxId);
      await index.change({ put: [entry("hello")] });
      await index.save({ readUntilMs: { "dm:bo": 1 } });
      index.close();
    }
    await device.erase(ALIX);
    const erased = await device.open(ALIX);
    expect(erased.progress).toEqual({ readUntilMs: {} });
    expect(await idsFor(erased, "hello")).toEqual([]);
    expect(await idsFor(await device.open(BO), "hello")).toHaveLength(1);
  });
}
