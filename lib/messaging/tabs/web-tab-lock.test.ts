import { expect, it } from "vitest";
import { webTabLock } from "./web-tab-lock.ts";

let names = 0;
/** Two tabs of one profile: the lock manager and the channel are the browser's own. */
function twoTabs() {
  const name = `lock-${names++}`;
  return [webTabLock(name), webTabLock(name)] as const;
}

it("is held by one tab, and elsewhere for the other, until it is released", async () => {
  const [first, second] = twoTabs();
  expect(await first.acquire()).toBe("held");
  expect(await first.acquire()).toBe("held");
  expect(await second.acquire()).toBe("elsewhere");
  first.release();
  await expect.poll(() => second.acquire()).toBe("held");
  second.release();
});

it("asks the holder, and is granted only after the holder has finished", async () => {
  const [first, second] = twoTabs();
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
  const [first] = twoTabs();
  await first.takeOver();
  expect(await first.acquire()).toBe("held");
  first.release();
});
