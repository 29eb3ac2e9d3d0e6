import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeWorker } from "@/tests/fakes/fake-worker.ts";
import { ALIX } from "@/tests/fakes/people.ts";
import type { OpenRequest } from "../ports/open-client.ts";
import { type XmtpClients, xmtpClients } from "./open-client.ts";

const READY = { kind: "ready", identity: { address: ALIX } };
const LOCKED = { code: "storage.unavailable", message: "locked", facts: { locked: true } } as const;

let workers: FakeWorker[];
let clients: XmtpClients;

beforeEach(() => {
  workers = [];
  clients = xmtpClients({ env: "local", historyUrl: "" }, () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker.link;
  });
});

function worker(index: number): FakeWorker {
  const found = workers[index];
  if (!found) throw new Error(`No worker ${index} was started`);
  return found;
}

function open(rest: Partial<OpenRequest> = {}) {
  return clients.open({ address: ALIX, ...rest });
}

function refuse(index: number, error: typeof LOCKED | (typeof LOCKED & { facts: object })): void {
  worker(index).say({ id: worker(index).request("open").id, kind: "error", error });
}

describe("opening", () => {
  it("tells how far it is, and gives the client", async () => {
    const onProgress = vi.fn();
    const opening = open({ onProgress });
    worker(0).tell("open", { kind: "progress", progress: { step: "store" } });
    worker(0).answer("open", READY);
    expect(await opening).toMatchObject({ kind: "ready", client: { address: ALIX } });
    expect(onProgress).toHaveBeenCalledExactlyOnceWith({ step: "store" });
  });

  it("tells once that what it gave has died, and nothing of what was closed", async () => {
    const onDied = vi.fn();
    const opening = open({ onDied });
    worker(0).answer("open", READY);
    await opening;
    worker(0).throw("out of memory");
    await worker(0).link.died;
    expect(onDied).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: "xmtp.engine-died" }),
    );
  });

  it("fails when the worker dies in the middle, and that is all it tells", async () => {
    const onDied = vi.fn();
    const opening = open({ onDied });
    worker(0).throw("");
    await expect(opening).rejects.toMatchObject({ code: "xmtp.engine" });
    expect(onDied).not.toHaveBeenCalled();
  });

  it("ends the worker when it fails", async () => {
    const opening = open();
    refuse(0, { ...LOCKED, facts: { locked: false } } as never);
    await expect(opening).rejects.toMatchObject({ code: "storage.unavailable" });
    expect(worker(0).isTerminated).toBe(true);
    expect(workers).toHaveLength(1);
  });
});

describe("a store whose files another tab has just let go", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is tried again, each time with another worker", async () => {
    const opening = open();
    refuse(0, LOCKED);
    await vi.advanceTimersByTimeAsync(100);
    expect(worker(0).isTerminated).toBe(true);
    worker(1).answer("open", READY);
    expect(await opening).toMatchObject({ kind: "ready" });
  });

  it("is given up after some seconds", async () => {
    const outcome = open().catch((error: unknown) => error);
    for (let index = 0; index < workers.length; index++) {
      refuse(index, LOCKED);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(await outcome, "which is not that the browser keeps nothing").toMatchObject({
      code: "storage.held",
    });
    expect(workers.length).toBeGreaterThan(25);
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
  });
});

describe("an engine that is loaded ahead", () => {
  it("is what the next opening takes, and then stays", async () => {
    const cool = clients.warm({ holdsLock: true });
    expect(worker(0).request("warm")).toBeDefined();
    const opening = open();
    worker(0).answer("open", READY);
    await opening;
    cool();
    expect(worker(0).isTerminated).toBe(false);
    expect(workers).toHaveLength(1);
  });

  it("is given up when no opening comes; a later one starts its own", () => {
    clients.warm({ holdsLock: true })();
    expect(worker(0).isTerminated).toBe(true);
    void open();
    expect(workers).toHaveLength(2);
  });

  it("is not waited for when it died", async () => {
    clients.warm({ holdsLock: true });
    worker(0).throw("out of memory");
    await worker(0).link.died;
    void open();
    expect(worker(1).request("open")).toBeDefined();
  });

  it("is one, however often it is asked for", () => {
    clients.warm({ holdsLock: true });
    clients.warm({ holdsLock: true });
    expect(workers).toHaveLength(1);
  });
});
