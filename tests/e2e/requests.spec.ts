import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  requestsOf,
  rowOf,
  say,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";

async function signedIn(person: Person): Promise<Person> {
  await person.open("/");
  await signIn(person);
  return person;
}

const requests = ({ page }: Person) => requestsOf(page);

test("a stranger waits among the requests, learns nothing, and is let in", async ({ person }) => {
  const [ana, ben] = await Promise.all(
    [await person("Ana"), await person("Ben")].map((one) => signedIn(one)),
  );
  if (!ana || !ben) throw new Error("two people");
  await writeTo(ben, addressOf(ana));
  await say(ben, "hello, I am new here: https://example.org");
  await expect(requests(ana)).toContainText("1");
  await expect(rowOf(ana.page, addressOf(ben))).toHaveCount(0);
  await expect(ana.page).toHaveTitle(/^(?!\().*/);

  await requests(ana).click();
  await rowOf(ana.page, addressOf(ben)).click();
  await expect(bubbles(ana.page)).toHaveCount(1);
  await expect(composerOf(ana.page)).toHaveCount(0);
  await expect(ana.page.getByText("There is a link in it.")).toBeVisible();
  await expectAccessible(ana.page, "a request");
  await say(ben, "still there?");
  await expect(bubbles(ana.page)).toHaveCount(2);
  await expect(bubbles(ben.page).last()).not.toContainText("Read");

  await ana.page.getByRole("button", { name: "Accept" }).click();
  await expect(composerOf(ana.page)).toBeVisible();
  await expect(bubbles(ben.page).last()).toContainText("Read");
  await say(ana, "welcome");
  await expect(bubbles(ben.page).last()).toContainText("welcome");
  await ana.page.goto("/");
  await expect(rowOf(ana.page, addressOf(ben))).toContainText("welcome");
  await expect(requests(ana)).toHaveCount(0);
});

test("who is blocked is gone, is told nothing, and can be let in again", async ({
  person,
  peer,
}) => {
  const ana = await signedIn(await person("Ana"));
  const ben = await peer();
  await ben.sendText(addressOf(ana), "buy my coins");
  await requests(ana).click();
  await openRequest(ana, ben.address);
  await ana.page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(ana.page.getByText("You blocked")).toBeVisible();
  await ben.sendText(addressOf(ana), "cheap coins");
  await ana.page.goto("/");
  await expect(ana.page.getByText("No conversations yet")).toBeVisible();
  await expect(requests(ana)).toHaveCount(0);

  await ana.page.goto("/settings/privacy");
  await ana.page.getByRole("button", { name: "Unblock" }).click();
  await expect(ana.page.getByText("You have blocked nobody.")).toBeVisible();
  await ben.sendText(addressOf(ana), "sorry about that");
  await openFromList(ana, ben.address);
  await expect.poll(async () => (await textsOn(ana.page)).at(-1)).toBe("sorry about that");
});

test("a request that is deleted leaves nothing, and may come again", async ({ person, peer }) => {
  const ana = await signedIn(await person("Ana"));
  const ben = await peer();
  await ben.sendText(addressOf(ana), "is this you?");
  await requests(ana).click();
  await openRequest(ana, ben.address);
  await ana.page.getByRole("button", { name: "Delete" }).click();
  await expect(requests(ana)).toHaveCount(0);
  await ana.page.goto("/");
  await expect(ana.page.getByText("No conversations yet")).toBeVisible();
  await ben.sendText(addressOf(ana), "once more?");
  await expect(requests(ana)).toContainText("1");
  await requests(ana).click();
  await openRequest(ana, ben.address);
  await expect.poll(() => textsOn(ana.page)).toEqual(["once more?"]);
});

test("what one device decides and reads, the other follows", async ({ person, peer }) => {
  const ana = await signedIn(await person("Ana"));
  const second = await signedIn(await person("Ana’s phone", { accounts: ana.accounts }));
  const ben = await peer();
  await ben.sendText(addressOf(ana), "hello from afar");
  await expect(requests(second)).toContainText("1");
  await requests(ana).click();
  await openRequest(ana, ben.address);
  await ana.page.getByRole("button", { name: "Accept" }).click();
  await expect(rowOf(second.page, ben.address)).toContainText("hello from afar", {
    timeout: 60_000,
  });
  await expect(requests(second)).toHaveCount(0);
  await expect(unreadIn(second.page, ben.address)).toHaveCount(0);

  await ana.page.goto("/");
  await ben.sendText(addressOf(ana), "read me once");
  for (const { page } of [ana, second]) await expect(unreadIn(page, ben.address)).toHaveText("1");
  await rowOf(ana.page, ben.address).click();
  await expect(unreadIn(second.page, ben.address)).toHaveCount(0);
  await expect(rowOf(second.page, ben.address)).toContainText("read me once");
});

function unreadIn(page: Page, address: string): Locator {
  return rowOf(page, address).getByText("1", { exact: true });
}

async function openRequest({ page }: Person, address: string): Promise<void> {
  await rowOf(page, address).click();
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
}
