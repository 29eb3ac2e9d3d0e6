import { removeReleased } from "@/lib/async/remove-released.ts";
import type { Landing, LandingEvents, LandingFailure, LandingFiles } from "../ports.ts";
import type { LandNews, LandOrder } from "../worker/land-protocol.ts";
import { landingFolder, landingName } from "../worker/landing-folder.ts";

/** Files that come, written by a worker each: nothing of them is held in memory. */
export function opfsLanding(networkName: string): LandingFiles {
  async function fileOf(key: string): Promise<File> {
    const folder = await landingFolder(networkName);
    return (await folder.getFileHandle(landingName(key))).getFile();
  }

  return {
    open: (key, sizeBytes, events) => openLanding({ networkName, key, sizeBytes }, events),
    sizeOf: (key) =>
      fileOf(key).then(
        ({ size }) => size,
        () => 0,
      ),
    read: fileOf,
    async erase(key) {
      const folder = await landingFolder(networkName);
      await removeReleased(() => folder.removeEntry(landingName(key)));
    },
    async keepOnly(keys) {
      const kept = new Set(keys.map(landingName));
      const folder = await landingFolder(networkName);
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      const others = names.filter((name) => !kept.has(name));
      // What another page has in its hands can't be erased.
      await Promise.allSettled(others.map((name) => folder.removeEntry(name)));
    },
  };
}

async function openLanding(
  of: Omit<Extract<LandOrder, { kind: "open" }>, "kind">,
  events: LandingEvents,
): Promise<Landing | LandingFailure> {
  const worker = new Worker(new URL("../worker/land.worker.ts", import.meta.url), {
    type: "module",
  });
  const order = (given: LandOrder, transfer: Transferable[] = []) =>
    worker.postMessage(given, transfer);
  let failure: LandingFailure | undefined;
  let hear: (news: LandNews) => void = () => {};
  const answer = (given: LandOrder) =>
    new Promise<LandNews>((resolve) => {
      hear = resolve;
      if (failure) resolve({ kind: "failed", why: failure });
      else order(given);
    });
  const fail = (why: LandingFailure) => {
    failure = why;
    hear({ kind: "failed", why });
    events.onFailed(why);
  };
  worker.addEventListener("error", () => fail("no-store"));
  worker.addEventListener("message", ({ data }: MessageEvent<LandNews>) => {
    if (data.kind === "written") events.onWritten(data.offset);
    else if (data.kind === "failed") fail(data.why);
    else hear(data);
  });

  const opened = await answer({ kind: "open", ...of });
  if (opened.kind !== "opened") {
    worker.terminate();
    return opened.kind === "failed" ? opened.why : "no-store";
  }
  return {
    bytesOnDisk: opened.bytesOnDisk,
    write: (bytes) => order({ kind: "write", bytes }, [bytes.buffer]),
    async digest() {
      const news = await answer({ kind: "digest" });
      if (news.kind !== "digested") throw new Error("It can't be counted over");
      return news.sha256;
    },
    async close() {
      await answer({ kind: "close" });
      worker.terminate();
    },
  };
}
