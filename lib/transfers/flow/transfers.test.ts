import { expect, it } from "vitest";
import { fileOf, type Sender, TwoSenders } from "@/tests/fakes/two-senders.ts";

const MB = 1_000_000;

function only(one: Sender) {
  const [row, ...others] = one.rows;
  if (!row || others.length > 0) throw new Error(`${one.rows.length} rows`);
  return row;
}

async function offered(bytes = 3 * MB, file = fileOf("film.mkv", bytes)) {
  const two = new TwoSenders();
  await two.connect();
  await two.run();
  await two.ana.files.send(two.ben.inboxId, [file]);
  await two.run();
  return { two, ...two, file };
}

/** A few messages arrive, and some of them are written. */
async function bring(two: TwoSenders, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await two.host.settle();
    for (const one of [two.ana, two.ben]) await two.deliver(one);
    two.ben.disk.work();
  }
}

async function expectSame(one: Sender, file: File): Promise<void> {
  const row = only(one);
  const blob = await one.files.read(row.key);
  expect(Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(await file.arrayBuffer()))).toBe(
    true,
  );
}

it("asks before anything comes, and brings the same bytes", async () => {
  const { two, ana, ben, file } = await offered();
  expect(only(ben)).toMatchObject({ stage: "asked", name: "film.mkv", sizeBytes: 3 * MB });
  expect(only(ana)).toMatchObject({ stage: "offered" });
  expect(ben.disk.files.size).toBe(0);
  ben.files.accept(only(ben).key);
  await two.run();
  expect(only(ben)).toMatchObject({ stage: "complete", doneBytes: 3 * MB });
  expect(only(ana)).toMatchObject({ stage: "arrived", doneBytes: 3 * MB });
  await expectSame(ben, file);
});

it("brings nothing of what is declined", async () => {
  const { two, ana, ben } = await offered();
  ben.files.decline(only(ben).key);
  await two.run();
  expect(ben.rows).toEqual([]);
  expect(ben.disk.files.size).toBe(0);
  expect(only(ana)).toMatchObject({ stage: "ended", why: "declined" });
  ana.files.remove(only(ana).key);
  expect(ana.rows).toEqual([]);
});

it("says nothing and offers nothing to an app that takes no files this way", async () => {
  const two = new TwoSenders();
  await two.connect();
  expect(two.ana.files.store.getState().peer).toBeUndefined();
  await two.ana.files.send(two.ben.inboxId, [fileOf("film.mkv", 10)]);
  expect(only(two.ana).stage).toBe("waiting");
  await two.run();
  expect(two.ana.files.store.getState().peer).toBe(two.ben.inboxId);
  expect(only(two.ana).stage).toBe("offered");
});

it("sends no more than its receiver’s disk has taken, and a window", async () => {
  const { two, ana, ben } = await offered(20 * MB);
  ben.files.accept(only(ben).key);
  let isMoving = true;
  while (isMoving) {
    isMoving = false;
    await two.host.settle();
    for (const one of [ana, ben]) while (await two.deliver(one)) isMoving = true;
  }
  await two.host.pass(300);
  expect(only(ben).doneBytes).toBe(0);
  expect(only(ana).stage).toBe("sending");
  ben.disk.forget();
  // What was on its way and not on the disk is not more than that.
  await two.cut();
  expect(only(ana)).toMatchObject({ stage: "waiting", doneBytes: 0 });
});

it("stops when either side wants, and goes on when both do", async () => {
  const { two, ana, ben, file } = await offered();
  ben.files.accept(only(ben).key);
  ben.files.pause(only(ben).key);
  await two.run();
  ana.files.pause(only(ana).key);
  await two.run();
  expect(only(ana)).toMatchObject({ isPausedHere: true, isPausedThere: true });
  expect(only(ben)).toMatchObject({ stage: "receiving", isPausedHere: true, isPausedThere: true });
  ben.files.resume(only(ben).key);
  await two.run();
  expect(only(ben).stage).toBe("receiving");
  ana.files.resume(only(ana).key);
  await two.run();
  expect(only(ben).stage).toBe("complete");
  await expectSame(ben, file);
});

it("goes on with the next call, also after either page was loaded anew", async () => {
  const { two, ana, ben, file } = await offered(6 * MB);
  ben.files.accept(only(ben).key);
  await bring(two, 8);
  await two.cut();
  const there = only(ben).doneBytes;
  expect(there).toBeGreaterThan(0);
  ben.openPage();
  await two.run();
  expect(only(ben)).toMatchObject({ stage: "waiting", doneBytes: there });
  ana.openPage();
  await two.run();
  expect(only(ana)).toMatchObject({ stage: "waiting", isLost: true });
  await two.connect();
  await two.run();
  expect(only(ana).stage).toBe("waiting");
  expect(await ana.files.again(only(ana).key, fileOf("film.mkv", 6 * MB + 1))).toBe(false);
  expect(await ana.files.again(only(ana).key, file)).toBe(true);
  await two.run();
  expect(only(ben).stage).toBe("complete");
  expect(only(ana).stage).toBe("arrived");
  await expectSame(ben, file);
});

it("believes no bytes that are not those that were sent, and deletes them", async () => {
  const { two, ana, ben } = await offered();
  ben.disk.spoils = true;
  ben.files.accept(only(ben).key);
  await two.run();
  expect(only(ben)).toMatchObject({ stage: "ended", why: "bad" });
  expect(only(ana)).toMatchObject({ stage: "ended", why: "bad" });
  expect(ben.disk.files.size).toBe(0);
});

it("says on both sides that there is no room", async () => {
  const { two, ana, ben } = await offered();
  ben.disk.roomBytes = MB;
  ben.files.accept(only(ben).key);
  await two.run();
  expect(only(ben)).toMatchObject({ stage: "ended", why: "no-room" });
  expect(only(ana)).toMatchObject({ stage: "ended", why: "no-room" });
  expect(ana.files.fileOf(only(ana).key)?.name).toBe("film.mkv");
});

it("moves two files at a time, and asks of eight at most", async () => {
  const two = new TwoSenders();
  await two.connect();
  await two.run();
  const files = Array.from({ length: 12 }, (_, index) => fileOf(`${index}.mkv`, 2 * MB, index));
  await two.ana.files.send(two.ben.inboxId, files);
  await two.run();
  const stages = () => two.ana.rows.map(({ stage }) => stage);
  expect(stages().filter((stage) => stage === "offered")).toHaveLength(8);
  for (const { key } of two.ben.rows.slice(0, 4)) two.ben.files.accept(key);
  for (let turn = 0; turn < 6; turn += 1) {
    await two.host.settle();
    await two.deliver(two.ben);
  }
  expect(stages().filter((stage) => stage === "sending")).toHaveLength(2);
  expect(stages().filter((stage) => stage === "queued")).toHaveLength(2);
  await two.run();
  for (const { key, stage } of two.ben.rows) if (stage === "asked") two.ben.files.accept(key);
  await two.run();
  for (const { key, stage } of two.ben.rows) if (stage === "asked") two.ben.files.accept(key);
  await two.run();
  expect(stages()).toEqual(Array(12).fill("arrived"));
});

it("keeps a part for a day, what is saved for minutes, and the rest until it is removed", async () => {
  const { two, ana, ben } = await offered();
  ben.files.accept(only(ben).key);
  await two.run();
  await two.cut();
  ben.openPage();
  await two.host.pass(48 * 3_600_000);
  expect(only(ben).stage).toBe("complete");
  ben.files.markSaved(only(ben).key);
  await two.host.pass(60_000);
  expect(only(ben).stage).toBe("saved");
  await two.host.pass(10 * 60_000);
  expect(ben.rows).toEqual([]);
  expect(ben.disk.files.size).toBe(0);

  await two.connect();
  await ana.files.send(ben.inboxId, [fileOf("part.mkv", 5 * MB)]);
  await two.run();
  ben.files.accept(only(ben).key);
  await bring(two, 8);
  await two.cut();
  await two.host.pass(23 * 3_600_000);
  expect(only(ben).stage).toBe("waiting");
  await two.host.pass(2 * 3_600_000);
  expect(ben.rows).toEqual([]);
  expect(ben.disk.files.size).toBe(0);
});

it("shows in other tabs what waits and what is complete, and not what moves in this one", async () => {
  const { two, ben } = await offered(20 * MB);
  ben.files.accept(only(ben).key);
  await bring(two, 4);
  const tab = ben.openTab();
  const shown = () => tab.store.getState().rows.map(({ stage }) => stage);
  await two.host.settle();
  expect(shown()).toEqual([]);
  two.host.leave();
  await two.host.settle();
  expect(shown()).toEqual(["waiting"]);
  await two.run();
  expect(only(ben).stage).toBe("complete");
  expect(shown()).toEqual(["complete"]);
});

it("erases all of an inbox, and keeps nothing of who leaves no trace", async () => {
  const { two, ana, ben } = await offered();
  ben.files.accept(only(ben).key);
  await two.run();
  await ben.erase();
  await two.run();
  expect(ben.rows).toEqual([]);
  expect(ben.disk.files.size).toBe(0);
  expect(await ben.records.load(ben.inboxId)).toEqual({ sent: [], received: [] });
  ben.keeps = false;
  ben.openPage();
  await two.connect();
  await two.run();
  await ana.files.send(ben.inboxId, [fileOf("second.mkv", 10)]);
  await two.run();
  const asked = ben.rows.find(({ stage }) => stage === "asked");
  ben.files.accept(asked?.key ?? "");
  await two.run();
  expect(ben.rows.map(({ stage }) => stage)).toContain("complete");
  expect(await ben.records.receivedKeys()).toEqual([]);
  expect(ben.disk.files.size).toBe(1);
  await ben.erase();
  await two.run();
  expect(ben.disk.files.size, "over with the session").toBe(0);
});
