import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PinningService, PinStatus } from "@/lib/attachments/ports.ts";

/** A service that nobody else uses. */
export type PinningWorld = {
  service: PinningService;
  /** What the service makes of a request, hours later. */
  settle(cid: string, status: PinStatus): void;
  /** CIDs that somebody asked it to keep. */
  kept(): readonly string[];
  /** From now on nothing comes back from it. */
  goAway(): void;
  close(): Promise<void>;
};

const ONE = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";
const ANOTHER = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

/** Whoever keeps copies does this. */
export function describePinningService(name: string, start: () => Promise<PinningWorld>): void {
  describe(`a pinning service: ${name}`, () => {
    let world: PinningWorld;
    let service: PinningService;

    beforeEach(async () => {
      world = await start();
      service = world.service;
    });

    afterEach(() => world.close());

    it("keeps what it is asked to, and says how far it is", async () => {
      expect(await service.status(ONE)).toBeUndefined();
      expect(await service.add(ONE)).toBe("queued");
      for (const status of ["queued", "pinning", "pinned"] as const) {
        world.settle(ONE, status);
        expect(await service.status(ONE)).toBe(status);
      }
      expect(await service.status(ANOTHER)).toBeUndefined();
      expect(world.kept()).toEqual([ONE]);
    });

    it.each(["queued", "pinning", "pinned"] as const)(
      "says of what is %s how far it is, and asks for nothing twice",
      async (status) => {
        await service.add(ONE);
        world.settle(ONE, status);
        expect(await service.add(ONE)).toBe(status);
        expect(world.kept()).toEqual([ONE]);
      },
    );

    it("takes up again what failed", async () => {
      await service.add(ONE);
      world.settle(ONE, "failed");
      expect(await service.status(ONE)).toBe("failed");
      expect(await service.add(ONE)).toBe("queued");
      expect(await service.status(ONE)).toBe("queued");
      expect(world.kept()).toEqual([ONE]);
    });

    it.each(["queued", "pinning", "pinned", "failed"] as const)(
      "lets go of what is %s, and of that alone",
      async (status) => {
        await service.add(ONE);
        await service.add(ANOTHER);
        world.settle(ONE, status);
        await service.remove(ONE);
        expect(await service.status(ONE)).toBeUndefined();
        expect(world.kept()).toEqual([ANOTHER]);
      },
    );

    it("lets go twice without complaint, also of what it never had", async () => {
      await service.add(ONE);
      await service.remove(ONE);
      await service.remove(ONE);
      await service.remove(ANOTHER);
      expect(world.kept()).toEqual([]);
    });

    it("says so when it does not answer", async () => {
      await service.add(ONE);
      world.goAway();
      const silence = { code: "archive.no-service" };
      await expect(service.add(ANOTHER)).rejects.toMatchObject(silence);
      await expect(service.status(ONE)).rejects.toMatchObject(silence);
      await expect(service.remove(ONE)).rejects.toMatchObject(silence);
      expect(world.kept()).toEqual([ONE]);
    });
  });
}
