import { beforeEach, describe, expect, it } from "vitest";
import { FakeWorker } from "@/tests/fakes/fake-worker.ts";
import type { WorkerEvent } from "./protocol.ts";

let worker: FakeWorker;

beforeEach(() => {
  worker = new FakeWorker();
});

/** Asks something and keeps what was heard meanwhile. */
function ask() {
  const heard: WorkerEvent[] = [];
  const { id, value } = worker.link.request<string>({ kind: "stream" }, (event) =>
    heard.push(event),
  );
  return { id, value, heard };
}

const PROGRESS: WorkerEvent = { kind: "progress", progress: { step: "store" } };

describe("answers", () => {
  it("come to the request that they are for, in whatever order", async () => {
    const [first, second] = [ask(), ask()];
    worker.say({ id: second.id, kind: "result", value: "second" });
    worker.say({ id: first.id, kind: "result", value: "first" });
    expect(await Promise.all([first.value, second.value])).toEqual(["first", "second"]);
  });

  it("of failure keep their code and facts", async () => {
    const { id, value } = ask();
    const error = { code: "storage.unavailable", message: "no", facts: { locked: true } } as const;
    worker.say({ id, kind: "error", error });
    await expect(value).rejects.toMatchObject(error);
  });

  it("may be followed by events, until they are forgotten", async () => {
    const { id, value, heard } = ask();
    worker.say({ id, kind: "result", value: undefined });
    await value;
    worker.say({ id, kind: "event", event: PROGRESS });
    worker.link.forget(id);
    worker.say({ id, kind: "event", event: PROGRESS });
    expect(heard).toEqual([PROGRESS]);
  });
});

describe("a worker that dies", () => {
  const DEATHS: [string, () => void][] = [
    ["by an exception that nothing caught", () => worker.throw("out of memory")],
    ["by a panic of its engine", () => worker.say({ kind: "panicked", message: "unreachable" })],
    ["without a word", () => worker.life.open()],
  ];

  it.each(DEATHS)("%s: all that was asked fails, streams end, and it is told", async (_, die) => {
    worker.say({ kind: "alive", lockName: "of this worker" });
    const [first, second] = [ask(), ask()];
    die();
    const died = { code: "xmtp.engine-died" };
    await expect(first.value).rejects.toMatchObject(died);
    await expect(second.value).rejects.toMatchObject(died);
    await expect(worker.link.died).resolves.toMatchObject(died);
    expect(first.heard).toMatchObject([{ kind: "end", error: died }]);
    await expect(ask().value).rejects.toMatchObject(died);
    expect(worker.isTerminated).toBe(true);
  });

  it("says so once, however many signs of it there are", async () => {
    worker.say({ kind: "alive", lockName: "of this worker" });
    const { value, heard } = ask();
    worker.throw("first");
    worker.life.open();
    await expect(value).rejects.toMatchObject({ message: "first" });
    await worker.life.opened;
    expect(heard).toHaveLength(1);
  });

  it("before its first word could not be loaded", async () => {
    const { value } = ask();
    worker.throw("");
    await expect(value).rejects.toMatchObject({ code: "xmtp.engine" });
  });
});

it("closing is no death: requests end as given up, streams without a word", async () => {
  worker.say({ kind: "alive", lockName: "of this worker" });
  const { value, heard } = ask();
  let hasDied = false;
  void worker.link.died.then(() => {
    hasDied = true;
  });
  worker.link.close();
  worker.life.open();
  await expect(value).rejects.toMatchObject({ code: "tab.elsewhere" });
  await expect(ask().value).rejects.toMatchObject({ code: "tab.elsewhere" });
  expect(heard).toEqual([]);
  expect(hasDied).toBe(false);
  expect(worker.isTerminated).toBe(true);
});
