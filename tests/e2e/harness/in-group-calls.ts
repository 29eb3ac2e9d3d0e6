import { expect, type Locator, type Page } from "@playwright/test";
import { addressOf, letIn, openFromList, requestsOf, say, writeTo } from "./at-parley.ts";
import { watchConnections } from "./in-calls.ts";
import { makeGroup } from "./in-groups.ts";
import type { Person } from "./person.ts";
import { installSystem } from "./system.ts";
import { arrive, type MakePerson } from "./two-friends.ts";
import { calls } from "./words.ts";

/** People who have let each other in, with the group “Crew” of all of them open at each. */
export async function crew(
  person: MakePerson,
  ...names: readonly string[]
): Promise<readonly Person[]> {
  const people = await Promise.all(names.map((name) => person(name)));
  await Promise.all(
    people.map((one) =>
      arrive(one, async () => {
        await watchConnections(one);
        await one.context.addInitScript(installSystem, "granted" as const);
      }),
    ),
  );
  await befriend(people);
  const [first, ...others] = people;
  if (first) await makeGroup(first, "Crew", others.map(addressOf));
  await Promise.all(people.map(openCrew));
  return people;
}

/** Everybody writes to everybody: only contacts learn each other's addresses. */
async function befriend(people: readonly Person[]): Promise<void> {
  for (const [index, one] of people.entries()) {
    const others = people.slice(index + 1);
    for (const other of others) {
      await writeTo(one, addressOf(other));
      await say(one, "Hello");
    }
    await Promise.all(others.map((other) => openFromList(other, addressOf(one))));
  }
}

/** A group is among the requests until it is let in. */
async function openCrew({ page }: Person): Promise<void> {
  const row = page.getByRole("link", { name: /Crew/ });
  await expect(row.or(requestsOf(page)).first()).toBeVisible();
  if (await row.isVisible()) await row.click();
  else await letIn(page, row);
  await expect(page.getByRole("heading", { name: "Crew", level: 1 })).toBeVisible();
}

export function groupCall(page: Page): Locator {
  return page.getByRole("region", { name: "Call in Crew" });
}

/** Who is seen in the call on a page, oneself too. */
export function tilesOn(page: Page): Locator {
  return groupCall(page).getByRole("list", { name: calls.group.people }).getByRole("listitem");
}

/** The bar above the conversation: there is a call. */
export function barOn(page: Page): Locator {
  return page.getByRole("region", { name: /^Call · / });
}

/** What came from each of the others over the connections that stand. */
function receivedByWay(page: Page): Promise<{ packets: number; frames: number }[]> {
  return page.evaluate(async () => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    const open = madeConnections.filter(({ connectionState }) => connectionState === "connected");
    return Promise.all(
      open.map(async (connection) => {
        const total = { packets: 0, frames: 0 };
        for (const stats of (await connection.getStats()).values()) {
          if (stats.type !== "inbound-rtp") continue;
          if (stats.kind === "audio") total.packets += stats.packetsReceived ?? 0;
          total.frames += stats.framesDecoded ?? 0;
        }
        return total;
      }),
    );
  });
}

/** Sound, and where it is said pictures too, come in from each of so many others, more and more. */
export async function expectFromEach(
  page: Page,
  count: number,
  kinds: readonly ("audio" | "video")[],
): Promise<void> {
  await expect.poll(async () => (await receivedByWay(page)).length).toBe(count);
  const before = await receivedByWay(page);
  await expect
    .poll(async () => {
      const now = await receivedByWay(page);
      return (
        now.length === count &&
        now.every(({ packets, frames }, index) => {
          const then = before[index] ?? { packets: 0, frames: 0 };
          const sees = frames > then.frames + 5;
          return packets > then.packets + 10 && (sees || !kinds.includes("video"));
        })
      );
    })
    .toBe(true);
}
