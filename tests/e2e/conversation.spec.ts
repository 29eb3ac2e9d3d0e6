import { faultsInBrowser } from "../../local-stack/testing/index.ts";
import {
  addressOf,
  bubbles,
  differing,
  letIn,
  openFromList,
  requestsOf,
  rowOf,
  say,
  short,
  signIn,
  TALL,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";

/** What Chromium itself logs when the node goes away. */
const NETWORK_LOSS =
  /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;

const PUBLISH = "SendGroupMessages";

type MakePerson = (name: string, options?: object) => Promise<Person>;

/** Two people who are signed in; the first has the conversation with the second open. */
async function twoPeople(person: MakePerson, options: object = {}): Promise<[Person, Person]> {
  const [ana, ben] = [await person("Ana", options), await person("Ben", options)];
  await Promise.all(
    [ana, ben].map(async (one) => {
      await one.open("/");
      await signIn(one);
    }),
  );
  await writeTo(ana, addressOf(ben));
  return [ana, ben];
}

test("two wallets talk, in both directions", async ({ person }) => {
  const [ana, ben] = await twoPeople(person);
  await say(ana, "Hello from Ana");
  await expect(requestsOf(ben.page)).toContainText("1");
  await openFromList(ben, addressOf(ana));
  await expect(bubbles(ben.page)).toHaveText([/Hello from Ana/]);
  await say(ben, "Hello back");
  await expect(bubbles(ana.page)).toHaveText([/Hello from Ana/, /Hello back/]);
  await expect(bubbles(ana.page).first()).toBeVisible();
  // What comes is read aloud, with who says it; what is one's own is not.
  const aloud = ana.page.locator('[aria-live="polite"]');
  await expect(aloud.filter({ hasText: `${short(addressOf(ben))}: Hello back` })).toBeAttached();
  await expect(aloud.filter({ hasText: "Hello from Ana" })).toHaveCount(0);
});

test("a reload of both shows the same conversation, with no signature", async ({ person }) => {
  const [ana, ben] = await twoPeople(person);
  await say(ana, "one");
  await openFromList(ben, addressOf(ana));
  await say(ben, "two");
  await expect.poll(() => textsOn(ana.page)).toEqual(["one", "two"]);
  await Promise.all([ana.page.reload(), ben.page.reload()]);
  await expect.poll(() => textsOn(ana.page)).toEqual(["one", "two"]);
  await expect.poll(() => textsOn(ben.page)).toEqual(["one", "two"]);
  await say(ana, "three, after the reload");
  await expect.poll(() => textsOn(ben.page)).toEqual(["one", "two", "three, after the reload"]);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
  expect(ben.wallet.signatureRequests).toHaveLength(1);
});

test("a hundred messages across a killed node: none lost, none twice, one order", async ({
  person,
  network,
  complaints,
}) => {
  test.slow();
  complaints.allow(NETWORK_LOSS);
  const [ana, ben] = await twoPeople(person, { context: TALL });
  await say(ana, "before");
  await openFromList(ben, addressOf(ana));
  await say(ben, "ready");
  await expect.poll(() => textsOn(ana.page)).toEqual(["before", "ready"]);

  for (let turn = 0; turn < 50; turn += 1) {
    if (turn === 15) await network.kill();
    if (turn === 35) await network.start();
    await say(ana, `ana ${turn}`);
    await say(ben, `ben ${turn}`);
  }

  const expected = ["before", "ready"].concat(
    ...Array.from({ length: 50 }, (_, turn) => [`ana ${turn}`, `ben ${turn}`]),
  );
  for (const { page } of [ana, ben]) {
    await expect
      .poll(async () => (await textsOn(page)).sort(), { timeout: 90_000 })
      .toEqual([...expected].sort());
    await expect(page.getByText("Will be sent when the network is back")).toHaveCount(0);
  }
  await expect
    .poll(async () => differing(await textsOn(ana.page), await textsOn(ben.page)))
    .toEqual([]);
  for (const name of ["ana", "ben"]) {
    const own = (await textsOn(ana.page)).filter((text) => text.startsWith(`${name} `));
    expect(own).toEqual(Array.from({ length: 50 }, (_, turn) => `${name} ${turn}`));
  }
});

test("a message whose request was under way when the page went leaves with the next visit", async ({
  person,
  network,
}) => {
  const [ana, ben] = await twoPeople(person);
  await say(ana, "before");
  await openFromList(ben, addressOf(ana));
  // Not carried out, not answered: nobody knows of it but this device.
  const nodeUrl = `http://localhost:${network.ports.grpcWeb}`;
  const clear = await faultsInBrowser(ana.context, nodeUrl, `latency rpc=${PUBLISH} ms=3600000`);
  const underWay = ana.context.waitForEvent("request", (asked) => asked.url().endsWith(PUBLISH));
  await say(ana, "under way");
  await underWay;
  await say(ana, "behind it");
  await ana.page.reload({ waitUntil: "commit" });
  await clear();
  await expect.poll(() => textsOn(ben.page)).toEqual(["before", "under way", "behind it"]);
  await expect.poll(() => textsOn(ana.page)).toEqual(["before", "under way", "behind it"]);
});

test("a message streamed in before the thread is opened hides nothing older", async ({
  person,
}) => {
  const [ana, ben] = await twoPeople(person);
  await say(ana, "first");
  await letIn(ben.page, rowOf(ben.page, addressOf(ana)));
  await ben.page.goto("/");
  await expect(rowOf(ben.page, addressOf(ana))).toContainText("first");
  await ben.page.reload();
  await expect(rowOf(ben.page, addressOf(ana))).toContainText("first");
  await say(ana, "second");
  await expect(rowOf(ben.page, addressOf(ana))).toContainText("second");
  await openFromList(ben, addressOf(ana));
  await expect.poll(() => textsOn(ben.page)).toEqual(["first", "second"]);
});

test("both open the conversation at once: one thread on both sides", async ({ person }) => {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana.open("/"), ben.open("/")]);
  await Promise.all([signIn(ana), signIn(ben)]);
  await Promise.all([writeTo(ana, addressOf(ben)), writeTo(ben, addressOf(ana))]);
  await Promise.all([say(ana, "from Ana"), say(ben, "from Ben")]);
  for (const { page } of [ana, ben]) {
    await expect.poll(async () => (await textsOn(page)).sort()).toEqual(["from Ana", "from Ben"]);
  }
  await expect(rowOf(ana.page, addressOf(ben))).toHaveCount(1);
  await expect(rowOf(ben.page, addressOf(ana))).toHaveCount(1);
});

/** One whose checksum (EIP-55) is wrong for certain: of those made by chance, some would be right. */
const MISTYPED = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96046";

const HEBREW = "שלום, מה שלומך? (3 OK)";

test("script, long words and wild writing arrive as text", async ({ person }) => {
  const [ana, ben] = await twoPeople(person);
  const wild = [
    "<script>document.title = 'taken over'</script><img src=x onerror=alert(1)>",
    "\u202Eright to left\u202C and \u200Bnothing\u200B",
    "👩‍👩‍👧‍👦".repeat(64),
    "x".repeat(20_000),
    "two\nlines\n\nand a gap",
    HEBREW,
  ];
  for (const text of wild) await say(ana, text);
  await openFromList(ben, addressOf(ana));
  await expect(bubbles(ben.page)).toHaveCount(wild.length);
  await expect.poll(() => textsOn(ben.page)).toEqual(expect.arrayContaining([wild[0], wild[4]]));
  expect(await ben.page.title()).toContain("Parley");
  const hebrew = ben.page.getByRole("log").getByText(HEBREW);
  expect(await hebrew.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  await expect
    .poll(() =>
      ben.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    )
    .toBe(0);
});

test("addresses: not on XMTP, unreachable, malformed and one's own are told apart", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(NETWORK_LOSS);
  const [ana, stranger] = [await person("Ana"), await person("Stranger")];
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;
  await page.getByRole("button", { name: "New message" }).first().click();
  const field = page.getByLabel("Address or name");
  const submit = page.getByRole("button", { name: "Open the conversation" });
  const says = async (address: string, words: RegExp) => {
    await field.fill(address);
    await submit.click();
    await expect(page.getByRole("dialog").getByText(words).first()).toBeVisible();
  };
  await says("0x1234", /40/);
  await says(MISTYPED, /typ|checksum/i);
  await says(addressOf(ana), /own address/);
  await says(addressOf(stranger), /not on XMTP yet/);
  await network.kill();
  await says(addressOf(stranger).toLowerCase(), /does not answer/);
});
