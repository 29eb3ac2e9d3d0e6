import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  say,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, errors, inbox, landing } from "./harness/words.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;
const STRANGER = "0x1111111111111111111111111111111111111111";

type MakePerson = (name: string, options?: object) => Promise<Person>;

async function signedIn(person: MakePerson, context: object = {}): Promise<Person> {
  const ana = await person("Ana", { context });
  await ana.open("/");
  await signIn(ana);
  return ana;
}

test("no screen breaks a rule of accessibility, light or dark", async ({ person, peer }) => {
  const [ana, ben] = [await signedIn(person, PHONE), await peer()];
  const { page } = ana;
  await expectAccessible(page, "empty list");
  await page.getByRole("button", { name: inbox.newMessage }).click();
  await page.getByLabel(inbox.compose.label).fill("nobody");
  await expect(page.getByText(errors.address.format)).toBeVisible();
  await expectAccessible(page, "new message with an error");
  await page.getByRole("button", { name: common.close }).click();

  await writeTo(ana, ben.address);
  await expectAccessible(page, "empty thread");
  await say(ana, "Look: https://example.org 👋");
  await expectAccessible(page, "thread");
  await page.getByRole("button", { name: /XMTP local/ }).click();
  await expect(page.getByText("Who runs it")).toBeVisible();
  await expectAccessible(page, "a node of the line");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Details of/ }).click();
  await expectAccessible(page, "details");

  await ana.open("/dm/nobody");
  await expect(page.getByText(errors.address.format)).toBeVisible();
  await expectAccessible(page, "a link that leads nowhere");
});

test("the landing page breaks no rule of accessibility", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: landing.signIn })).toBeEnabled();
  await expectAccessible(page, "landing");
});

test("on a phone, back leads from the thread to the list", async ({ person, peer }) => {
  const [ana, ben] = [await signedIn(person, PHONE), await peer()];
  const { page } = ana;
  const list = page.getByRole("heading", { name: inbox.title, exact: true });
  await writeTo(ana, ben.address);
  await say(ana, "hello");
  await expect(list).toBeHidden();
  await page.goBack();
  await expect(list).toBeVisible();
  await openFromList(ana, ben.address);
  await page.getByRole("link", { name: common.back }).click();
  await expect(list).toBeVisible();

  await ana.open(`/dm/${ben.address}`);
  await expect(bubbles(page)).toHaveText([/hello/]);
  await page.getByRole("link", { name: common.back }).click();
  await expect(list).toBeVisible();
});

test("a link to a conversation waits for the sign-in, and then opens it", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  await ana.open(`/dm/${ben.address.toLowerCase()}`);
  await signIn(ana);
  await expect(composerOf(ana.page)).toBeVisible();
  await say(ana, "found you");
  const received = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
  await expect.poll(received).toEqual(["found you"]);
});

test("links that lead nowhere say why, each in its own words", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY/);
  const ana = await signedIn(person);
  const expectSentence = (sentence: string) =>
    expect(ana.page.getByRole("alert").getByText(sentence)).toBeVisible();
  await ana.open("/dm/nobody");
  await expectSentence(errors.address.format);
  await ana.open(`/dm/${addressOf(ana)}`);
  await expectSentence(errors.address.self);
  await ana.open(`/dm/${STRANGER}`);
  await expectSentence(errors.xmtp["not-registered"]);
  await network.stop();
  await ana.open(`/dm/${STRANGER.replace("0x1", "0x2")}`);
  await expectSentence(errors.xmtp.unreachable);
});

test("what others write is text, and links show where they lead", async ({ person, peer }) => {
  const [ana, ben] = [await signedIn(person), await peer()];
  const nasty =
    "<img src=x onerror=alert(1)> javascript:alert(1) https://bank.example@evil.example/";
  await ben.sendText(addressOf(ana), nasty);
  await ben.sendText(addressOf(ana), "https://аpple.com/login");
  await openFromList(ana, ben.address);
  await expect(bubbles(ana.page)).toHaveText(
    [nasty, /https:\/\/xn--pple-43d\.com\/login/].map((text) =>
      typeof text === "string" ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : text,
    ),
  );
  const links = bubbles(ana.page).getByRole("link");
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute("href", "https://xn--pple-43d.com/login");
  await expect(links).toHaveAttribute("rel", /noopener noreferrer/);
});

test("messages are read and copied with the keyboard alone", async ({ person, peer }) => {
  const [ana, ben] = [await signedIn(person), await peer()];
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = ana;
  await writeTo(ana, ben.address);
  for (const text of ["one", "two", "three"]) await say(ana, text);
  await expect(bubbles(page)).toHaveCount(3);
  await page.keyboard.press("Shift+Tab");
  await expect(bubbles(page).nth(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(bubbles(page).nth(1)).toBeFocused();
  await page.keyboard.press("c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("two");
});

test("a draft waits in its conversation", async ({ person, peer }) => {
  const [ana, ben] = [await signedIn(person), await peer()];
  await writeTo(ana, ben.address);
  await composerOf(ana.page).fill("half a thought");
  await composerOf(ana.page).press("Shift+Enter");
  await ana.page.reload();
  await expect(composerOf(ana.page)).toHaveValue("half a thought\n");
  await expect(bubbles(ana.page)).toHaveCount(0);
});

test("speaks the browser's language, and another when asked", async ({ person }) => {
  const ana = await person("Ana", { context: { locale: "es-MX" } });
  await ana.open("/");
  await expect(ana.page.locator("html")).toHaveAttribute("lang", "es");
  await expect(ana.page.getByRole("button", { name: "Entrar con tu cartera" })).toBeEnabled();
});

test("appearance and language are chosen in the account's menu, and stay", async ({ person }) => {
  const ana = await signedIn(person);
  const html = ana.page.locator("html");
  const openMenu = () => ana.page.locator("header").getByRole("button").first().click();
  await openMenu();
  await ana.page.getByRole("menuitemradio", { name: common.themeDark }).click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await openMenu();
  await ana.page.getByRole("menuitemradio", { name: "Español" }).click();
  await expect(
    ana.page.getByRole("heading", { name: "Conversaciones", exact: true }),
  ).toBeVisible();
  await ana.page.reload();
  await expect(html).toHaveAttribute("lang", "es");
  await expect(html).toHaveAttribute("data-theme", "dark");
});

test("ten short messages fit a window of 800 pixels", async ({ person, peer }) => {
  const ana = await signedIn(person, { viewport: { width: 1280, height: 800 } });
  const ben = await peer();
  await writeTo(ana, ben.address);
  for (let turn = 0; turn < 12; turn += 1) await say(ana, `line ${turn}`);
  await expect(bubbles(ana.page).last()).toContainText("line 11");
  await expect
    .poll(() =>
      bubbles(ana.page).evaluateAll(
        (rows) => rows.filter((row) => row.getBoundingClientRect().top > 92).length,
      ),
    )
    .toBeGreaterThanOrEqual(10);
});
