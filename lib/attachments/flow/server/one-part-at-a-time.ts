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
  const end = new Error("A newer part took over");
  let isStopped = false;
  let refuse: ((reason: Error) => void) | undefined;
  return {
    stop: () => {
      isStopped = true;
      refuse?.(end);
    },
    bytes: {
      [Symbol.asyncIterator]: () => {
        const source = bytes[Symbol.asyncIterator]();
        return {
          // No race against one promise for all: that would keep every chunk until the end.
          next: () =>
            new Promise((resolve, reject) => {
              if (isStopped) return reject(end);
              refuse = reject;
              source.next().then(resolve, reject);
            }),
          return: async () => (await source.return?.()) ?? { done: true, value: undefined },
        };
      },
    },
  };
}
