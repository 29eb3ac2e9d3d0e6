import { webTabLock } from "@/lib/messaging/tabs/web-tab-lock.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { describeTabLock } from "./tab-lock-contract.ts";

let names = 0;

// The lock manager and the channel are the browser's own: Node has both.
describeTabLock("the lock over Web Locks", (count) => {
  const name = `lock-${names++}`;
  return Array.from({ length: count }, () => webTabLock(name));
});

describeTabLock("the fake lock", (count) => {
  const profile = createProfile();
  return Array.from({ length: count }, () => profile.openTab().lock);
});
