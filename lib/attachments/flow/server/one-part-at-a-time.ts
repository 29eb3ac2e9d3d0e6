/** Ends what another part of the same upload waits for, and waits until it is over. */
type Claim = { stop: () => void; over: Promise<unknown> };

/**
 * One part of an upload at a time. A newer one takes over: its browser has given the older one up,
 * whose connection may hang for long.
 */
export function onePartAtATime(): {
  run<Result>(
    key: string,
    bytes: AsyncIterable<Uint8Array>,
    task: (bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result>;
  /** Ends the part that is under way. */
  stop(key: string): Promise<void>;
} {
  const claims = new Map<string, Claim>();

  async function end(claim: Claim): Promise<void> {
    claim.stop();
    await claim.over;
  }

  return {
    stop: async (key) => {
      const claim = claims.get(key);
      if (claim) await end(claim);
    },
    run: async (key, bytes, task) => {
      // Nothing may be awaited between the last look and the claim.
      for (let claim = claims.get(key); claim; claim = claims.get(key)) await end(claim);
      const { bytes: stoppable, stop: stopThis } = stoppableBytes(bytes);
      const result = task(stoppable);
      const over = result.then(
        () => claims.delete(key),
        () => claims.delete(key),
      );
      claims.set(key, { stop: stopThis, over });
      return result;
    },
  };
}

function stoppableBytes(bytes: AsyncIterable<Uint8Array>): {
  bytes: AsyncIterable<Uint8Array>;
  stop: () => void;
} {
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Error("A newer part took over"));
  });
  stopped.catch(() => undefined);
  return {
    stop,
    bytes: {
      [Symbol.asyncIterator]: () => {
        const source = bytes[Symbol.asyncIterator]();
        return {
          next: () => Promise.race([source.next(), stopped]),
          return: async () => (await source.return?.()) ?? { done: true, value: undefined },
        };
      },
    },
  };
}
