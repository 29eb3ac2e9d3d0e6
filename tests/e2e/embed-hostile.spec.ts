import type { Page } from "@playwright/test";
import { addressOf } from "./harness/at-parley.ts";
import { pageWithTag } from "./harness/host-sites.ts";
import {
  composerIn,
  parleyIn,
  sendFrom,
  signInThere,
  tell,
  toldTo,
  visitDapp,
} from "./harness/in-dapps.ts";
import { expect, test } from "./harness/test.ts";
import { landing } from "./harness/words.ts";

/*
 * What a page may not do that has Parley in a frame, or would like to.
 */

/** What Chromium logs of a frame that is refused, and of what its server answers then. */
const REFUSED = /frame-ancestors|status of 404|ERR_BLOCKED_BY_RESPONSE/;

const frameAt = (url: string) =>
  `<!doctype html><title>A page</title><body><iframe src="${url}" width="400" height="600"></iframe></body>`;

/** Whether anything of Parley can be seen in the frame of a page. */
async function showsParley(page: Page): Promise<boolean> {
  // biome-ignore lint/performance/useDomNodeTextContent: what can be seen, not what scripts hold
  const texts = await Promise.all(page.frames().map((frame) => frame.locator("body").innerText()));
  return texts.some((text) => /Parley|wallet/i.test(text));
}

const askedFor = (origin: string) => `host=${encodeURIComponent(origin)}`;

test("only a page of the list may frame Parley, only by its own name, only the one page of it, and no page around that one either", async ({
  page,
  world,
  complaints,
}) => {
  complaints.allow(REFUSED);
  const { hosts, appUrl } = world;
  const one = hosts.origin("one");
  const unlisted = hosts.origin("unlisted");
  const frames = {
    "a page that is not on the list": [unlisted, `${appUrl}/embed?${askedFor(unlisted)}`],
    "one that says it is another": [unlisted, `${appUrl}/embed?${askedFor(one)}`],
    "one on the list that says it is another": [
      one,
      `${appUrl}/embed?${askedFor(hosts.origin("two"))}`,
    ],
    "one that says nothing": [one, `${appUrl}/embed`],
    "the list of conversations": [one, `${appUrl}/?${askedFor(one)}`],
    "a conversation": [
      one,
      `${appUrl}/dm/0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045?${askedFor(one)}`,
    ],
    "the settings": [one, `${appUrl}/settings/devices?${askedFor(one)}`],
    "the window that a frame opens": [one, `${appUrl}/embed/window?${askedFor(one)}`],
  };
  for (const [name, [host = "", url = ""]] of Object.entries(frames)) {
    hosts.put("/", frameAt(url));
    await page.goto(host);
    await page.waitForLoadState("networkidle");
    expect(await showsParley(page), name).toBe(false);
  }

  hosts.put("/inner", pageWithTag(appUrl, "", "parley('open')"));
  hosts.put("/", frameAt(`${one}/inner`));
  await page.goto(unlisted);
  await page.waitForLoadState("networkidle");
  expect(page.frames().some((frame) => frame.url().startsWith(`${one}/inner`))).toBe(true);
  expect(await showsParley(page), "a listed page inside another one").toBe(false);

  await page.goto(`${one}/inner`);
  await expect(parleyIn(page).getByRole("button", { name: landing.signIn })).toBeVisible();
});

test("nothing is seen before the page has answered the greeting, and a forged answer is none", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  const one = hosts.origin("one");
  const forge = `
    const frame = document.querySelector("iframe").contentWindow;
    addEventListener("message", ({ data, origin }) => {
      window.greeting = { data, origin };
      const forged = { parley: 1, kind: "welcome", canClose: true };
      for (const nonce of [undefined, "", "guessed", "${"0".repeat(36)}"])
        frame.postMessage({ ...forged, nonce }, "${appUrl}", [new MessageChannel().port1]);
      frame.postMessage({ ...forged, nonce: data.nonce }, "${appUrl}");
      window.hasAnswered = true;
    });`;
  hosts.put("/", `${frameAt(`${appUrl}/embed?${askedFor(one)}`)}<script>${forge}</script>`);
  await page.goto(one);
  await page.waitForFunction(() => (window as never as { hasAnswered?: boolean }).hasAnswered);
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => (window as never as { greeting: unknown }).greeting)).toEqual({
    origin: appUrl,
    data: { parley: 1, kind: "hello", nonce: expect.any(String) },
  });
  expect(await showsParley(page)).toBe(false);
});

test("another frame of the page can't pass for Parley, nor for the page", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  const one = hosts.origin("one");
  const spoof = `<script>
    window.answers = [];
    addEventListener("message", ({ data, ports }) => answers.push({ data, ports: ports.length }));
    const greet = () => {
      parent.postMessage({ parley: 1, kind: "hello", nonce: "spoofed" }, "${one}");
      parent.postMessage({ kind: "event", event: { name: "unread", count: 99 } }, "${one}");
      for (let at = 0; at < parent.length; at++)
        if (parent[at] !== window) parent[at].postMessage({ parley: 1, kind: "welcome", nonce: "spoofed", canClose: true }, "*", [new MessageChannel().port1]);
    };
    greet();
    window.greet = greet;
  </script>`;
  hosts.put("/spoof", spoof);
  const neighbour = `document.body.insertAdjacentHTML("beforeend", '<iframe title="neighbour" src="${hosts.origin("two")}/spoof"></iframe>');`;
  hosts.put("/", pageWithTag(appUrl, "", `parley("open"); ${neighbour}`));
  await page.goto(one);
  const chat = page.frameLocator("iframe[title=Chat]");
  await expect(chat.getByRole("button", { name: landing.signIn })).toBeVisible();
  const other = page.frames().find((frame) => frame.url().endsWith("/spoof"));
  await other?.evaluate(() => (window as never as { greet(): void }).greet());
  // What is said after it has been heard after it.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener("message", ({ data }) => data === "last" && resolve(undefined));
        postMessage("last", location.origin);
      }),
  );
  expect(await other?.evaluate(() => (window as never as { answers: unknown[] }).answers)).toEqual(
    [],
  );
  await expect
    .poll(async () => (await toldTo(page)).map(({ name }) => name))
    .toEqual(["open", "ready"]);
  await expect(chat.getByRole("button", { name: landing.signIn })).toBeVisible();
});

test("the page can't reach into the frame, and the frame's address is no way to tell it anything", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  hosts.put("/", pageWithTag(appUrl, "", `parley("open")`));
  await page.goto(hosts.origin("one"));
  await expect(parleyIn(page).getByRole("button", { name: landing.signIn })).toBeVisible();
  const reached = await page.evaluate(() => {
    const frame = document.querySelector("[data-parley]")?.shadowRoot?.querySelector("iframe");
    const attempts = [
      () => frame?.contentWindow?.document.title,
      () => frame?.contentWindow?.localStorage.length,
      () => frame?.contentDocument?.title,
    ];
    return attempts.map((attempt) => {
      try {
        return attempt() ?? "nothing";
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(reached).toEqual(["SecurityError", "SecurityError", "nothing"]);
});

test("what a stranger writes is words in the panel: nothing of it runs, and a link leaves the page where it is", async ({
  person,
  peer,
  world,
}) => {
  const { hosts } = world;
  const [ana, ben] = [await person("Ana", { embedded: "apart" }), await peer()];
  const { page } = ana;
  await visitDapp(page, world);
  await tell(page, "openConversation", ben.address, "Hello");
  await signInThere({ page }, ben.address);
  await sendFrom(composerIn(page, ben.address));
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);
  const hostile = [
    `<img src=x onerror="top.location='https://evil.example'">`,
    `<script>parent.postMessage({kind:"close"},"*")</script>`,
    "[Claim](javascript:top.location='https://evil.example')",
  ];
  for (const text of hostile) await ben.sendText(addressOf(ana), text);
  await ben.sendText(addressOf(ana), `see ${hosts.origin("two")}/claim`);
  const frame = parleyIn(page);
  for (const text of hostile) await expect(frame.getByText(text, { exact: true })).toBeVisible();
  await expect(frame.locator('a[href^="javascript"]')).toHaveCount(0);
  hosts.put("/claim", "<title>Claim</title>");
  const opened = page.context().waitForEvent("page");
  await frame.getByRole("link", { name: `${hosts.origin("two")}/claim` }).click();
  const claim = await opened;
  await claim.waitForLoadState();
  expect(await claim.evaluate(() => window.opener), "it can't reach back").toBeNull();
  expect(page.url()).toBe(`${hosts.origin("one")}/`);
  await expect(frame.getByText(hostile[0] ?? "", { exact: true })).toBeVisible();
});

test("a page that opens the window of a site itself sees and hears nothing, whatever it says to it", async ({
  page,
  context,
  world,
  complaints,
}) => {
  complaints.allow(REFUSED);
  const { hosts, appUrl } = world;
  const one = hosts.origin("one");
  const unlisted = hosts.origin("unlisted");
  const open = (url: string) => `<!doctype html><title>A page</title><body><script>
    window.heard = [];
    addEventListener("message", ({ data }) => heard.push(data));
    window.begin = () => {
      window.opened = window.open("${url}");
      const forged = { parley: 1, kind: "handover", heard: { named: [] } };
      for (const nonce of [undefined, "", "guessed"])
        setInterval(() => opened.postMessage({ ...forged, nonce }, "${appUrl}", [new MessageChannel().port1]), 50);
    };
  </script></body>`;
  for (const [opener, host] of [
    [unlisted, one],
    [one, one],
    [unlisted, unlisted],
  ] as const) {
    hosts.put("/", open(`${appUrl}/embed/window?${askedFor(host)}`));
    await page.goto(opener);
    const [opened] = await Promise.all([
      context.waitForEvent("page"),
      page.evaluate(() => (window as never as { begin(): void }).begin()),
    ]);
    await opened.waitForLoadState("networkidle");
    expect(await showsParley(opened), `${host}, opened by ${opener}`).toBe(false);
    expect(await page.evaluate(() => (window as never as { heard: unknown[] }).heard)).toEqual([]);
    await opened.close();
  }
});
