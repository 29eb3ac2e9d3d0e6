import type { OpenSource } from "../ports.ts";
import type { ReadNews, ReadOrder } from "../worker/read-protocol.ts";

type Asked = { resolve: (news: ReadNews) => void; reject: (error: Error) => void };
type Question<Order> = Order extends unknown ? Omit<Order, "turn"> : never;

/** Reads and counts in a worker of its own. */
export const openSource: OpenSource = (file) => {
  const worker = new Worker(new URL("../worker/read.worker.ts", import.meta.url), {
    type: "module",
  });
  const asked = new Map<number, Asked>();
  let turns = 0;
  let isOver = false;
  const failAll = () => {
    isOver = true;
    for (const { reject } of asked.values()) reject(new Error("It is read no more"));
    asked.clear();
  };
  worker.addEventListener("error", failAll);
  worker.addEventListener("message", ({ data }: MessageEvent<ReadNews>) => {
    const question = asked.get(data.turn);
    asked.delete(data.turn);
    if (data.kind === "failed") question?.reject(new Error("The file can't be read"));
    else question?.resolve(data);
  });
  worker.postMessage(file);

  function ask(order: Question<ReadOrder>): Promise<ReadNews> {
    if (isOver) return Promise.reject(new Error("It is read no more"));
    turns += 1;
    const turn = turns;
    return new Promise((resolve, reject) => {
      asked.set(turn, { resolve, reject });
      worker.postMessage({ ...order, turn });
    });
  }

  async function hash(kind: "head" | "digest"): Promise<string> {
    const news = await ask({ kind });
    return news.kind === "hash" ? news.hash : "";
  }

  return {
    head: () => hash("head"),
    digest: () => hash("digest"),
    async read(offset, length) {
      const news = await ask({ kind: "read", offset, length });
      if (news.kind !== "bytes" || news.bytes.length !== length) throw new Error("It is shorter");
      return news.bytes;
    },
    close() {
      worker.terminate();
      failAll();
    },
  };
};
