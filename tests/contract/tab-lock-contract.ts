import { describe, expect, it } from "vitest";
import type { TabLock } from "@/lib/messaging/ports/tabs.ts";

/** What every lock between the tabs of a profile keeps; `openTabs` gives the locks of new tabs. */
export function describeTabLock(name: string, openTabs: (count: number) => TabLock[]): void {
  const tabs = (count: number) => openTabs(count) as [TabLock, TabLock, TabLock];

  describe(name, () => {
    it("is held by one tab, and elsewhere for the other, until it is released", async () => {
      const [first, second] = tabs(2);
      expect(await first.acquire()).toBe("held");
      expect(await first.acquire()).toBe("held");
      expect(await second.acquire()).toBe("elsewhere");
      first.release();
      await expect.poll(() => second.acquire()).toBe("held");
      second.release();
    });

    it("asks the holder, and is granted only after the holder has finished", async () => {
      const [first, second] = tabs(2);
      await first.acquire();
      const order: string[] = [];
      first.onHandoverRequested(() => {
        order.push("asked");
        queueMicrotask(() => {
          order.push("closed");
          first.release();
        });
      });
      await second.takeOver();
      order.push("granted");
      expect(order).toEqual(["asked", "closed", "granted"]);
      expect(await first.acquire()).toBe("elsewhere");
      second.release();
    });

    it("is free at once when nobody holds it", async () => {
      const [first] = tabs(1);
      await first.takeOver();
      expect(await first.acquire()).toBe("held");
      first.release();
    });

    it("goes to who waits, in the order of waiting", async () => {
      const [first, second, third] = tabs(3);
      await first.acquire();
      const order: string[] = [];
      const seconds = second.wait().granted.then((isHeld) => order.push(`second ${isHeld}`));
      const thirds = third.wait().granted.then((isHeld) => order.push(`third ${isHeld}`));
      first.release();
      await seconds;
      second.release();
      await thirds;
      third.release();
      expect(order).toEqual(["second true", "third true"]);
    });

    it("goes to who takes it over before who only waits, and then to who waited", async () => {
      const [first, second, third] = tabs(3);
      await first.acquire();
      first.onHandoverRequested(() => first.release());
      second.onHandoverRequested(() => second.release());
      const { granted } = second.wait();
      await third.takeOver();
      expect(await first.acquire()).toBe("elsewhere");
      third.release();
      expect(await granted).toBe(true);
      second.release();
    });

    it("is not given to who has left the line", async () => {
      const [first, second, third] = tabs(3);
      await first.acquire();
      const { granted, leave } = second.wait();
      leave();
      expect(await granted).toBe(false);
      first.release();
      await expect.poll(() => third.acquire()).toBe("held");
      third.release();
    });
  });
}
