import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { newRun, type Run } from "@/lib/transactions/core/run.ts";
import type { RunStore } from "@/lib/transactions/ports.ts";

export const ANA = "a".repeat(64) as InboxId;
export const MESSAGE = "m1" as MessageId;
const BEN = "b".repeat(64) as InboxId;

const begun: Run = {
  steps: [{ kind: "sent", hash: `0x${"1".repeat(64)}` }, { kind: "waiting" }],
  bundleId: "b",
  isBusy: true,
  stop: { kind: "failed", code: "wallet.no-switch", chainId: 10 },
};

/** What every store of runs promises. */
export function runStoreContract(name: string, open: () => RunStore): void {
  describe(`${name} as a store of runs`, () => {
    it("gives back what it was given, for each message and account its own", async () => {
      const store = open();
      await store.save(ANA, MESSAGE, newRun(1));
      await store.save(ANA, MESSAGE, begun);
      await store.save(BEN, MESSAGE, newRun(3));
      expect(await store.load(ANA, MESSAGE)).toEqual(begun);
      expect(await store.load(BEN, MESSAGE)).toEqual(newRun(3));
      expect(await store.load(ANA, "m2" as MessageId)).toBeUndefined();
    });

    it("forgets an account, and leaves the others theirs", async () => {
      const store = open();
      await store.save(ANA, MESSAGE, begun);
      await store.save(BEN, MESSAGE, begun);
      await store.erase(ANA);
      expect(await store.load(ANA, MESSAGE)).toBeUndefined();
      expect(await store.load(BEN, MESSAGE)).toEqual(begun);
    });
  });
}
