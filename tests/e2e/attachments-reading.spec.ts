import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { SpoiledGateway, type Spoiling } from "../fakes/spoiled-gateway.ts";
import { importFile } from "../fakes/unixfs-blocks.ts";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  requestsOf,
  rowOf,
  say,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { plainPng } from "./harness/picture-server.ts";
import { hum, PDF } from "./harness/sample-files.ts";
import { test as base, expect } from "./harness/test.ts";
import { attachments, common, consent } from "./harness/words.ts";
import { startWorld, type World } from "./harness/world.ts";

type Conversation = Awaited<ReturnType<typeof dmOf>>;
type Gateways = { first: SpoiledGateway; second: SpoiledGateway };

const test = base.extend<{ gateways: Gateways }, { worldWithGateways: World & Gateways }>({
  worldWithGateways: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
    async ({}, use) => {
      const [first, second] = [
        await new SpoiledGateway().open(),
        await new SpoiledGateway().open(),
      ];
      const world = await startWorld({ gateways: [first.url, second.url] });
      await use({ ...world, first, second });
      await world.close();
      first.close();
      second.close();
    },
    { scope: "worker" },
  ],
  world: [async ({ worldWithGateways }, use) => use(worldWithGateways), { scope: "worker" }],
  gateways: async ({ worldWithGateways: { first, second }, complaints }, use) => {
    // What a gateway answers with an error, Chromium writes down; nobody is shown it.
    complaints.allow(/Failed to load resource/);
    await use({ first, second });
    for (const gateway of [first, second]) gateway.spoiling = undefined;
  },
});

/** The conversation of a peer with somebody: that which they began, when they did. */
async function dmOf({ client, libxmtp }: HeadlessClient, address: string) {
  await client.conversations().syncAllConversations();
  return client.conversations().createDm({
    identifier: address.toLowerCase(),
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  });
}

type File = { name: string; type: string; bytes: Uint8Array };

type Told = { gateways: readonly SpoiledGateway[]; linkedTo?: string };

/**
 * Sends files from an app that is not ours: sealed, put on gateways, written as the standard says. The
 * app names a gateway of its own, which nobody has to ask.
 */
async function sendIn(
  conversation: Conversation,
  { libxmtp }: HeadlessClient,
  files: readonly File[],
  { gateways, linkedTo = gateways[0]?.url }: Told,
): Promise<string[]> {
  const cids: string[] = [];
  const sealed = [];
  for (const { name, type, bytes } of files) {
    const { payload, ...keys } = libxmtp.encryptAttachment({
      filename: name,
      mimeType: type,
      content: bytes,
    });
    const { cid, blocks } = await importFile(new Uint8Array(payload));
    for (const gateway of gateways) gateway.add(cid, blocks);
    cids.push(cid);
    sealed.push({ ...keys, url: `${linkedTo}/ipfs/${cid}`, scheme: "https://", filename: name });
  }
  const [only] = sealed;
  if (only && sealed.length === 1) await conversation.sendRemoteAttachment(only);
  else await conversation.sendMultiRemoteAttachment({ attachments: sealed });
  return cids;
}

/** The same, in the conversation of the two alone. */
async function send(
  from: HeadlessClient,
  to: string,
  files: readonly File[],
  gateways: readonly SpoiledGateway[],
): Promise<string[]> {
  return sendIn(await dmOf(from, to), from, files, { gateways });
}

const photo = (name: string, shade = 40): File & { shade: number } => ({
  name,
  shade,
  type: "image/png",
  bytes: plainPng(64, [shade, 130, 140]),
});

/** Somebody signed in, who talks with the peer by their own will. */
async function talking(person: Person, peer: HeadlessClient): Promise<void> {
  await person.open("/");
  await signIn(person);
  await writeTo(person, peer.address);
  const heard: string[] = [];
  await peer.streamTexts(({ text }) => heard.push(text));
  await say(person, "Show me");
  // Before it is there, whoever answers would begin another conversation.
  await expect.poll(() => heard).toEqual(["Show me"]);
}

/** The colour of what an image on the screen shows, which is all of one. */
function colourOf(image: Locator): Promise<number[]> {
  return image.evaluate(async (shown) => {
    const drawn = shown as HTMLImageElement;
    await drawn.decode();
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context?.drawImage(drawn, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  });
}

/** What is on the disk after that was pressed. */
async function saved(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const bytes = [...(await readFile(await download.path()))];
  return { name: download.suggestedFilename(), bytes };
}

const askedFor = ({ requests }: SpoiledGateway, cid: string) =>
  requests.filter((request) => request.includes(cid)).length;

const words = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

test("pictures of another app are loaded of whom one talks with, byte for byte, and looked at one after the other", async ({
  person,
  peer,
  gateways,
}) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  const files = [photo("quay.png", 10), photo("boat.png", 90), photo("dog.png", 200)];
  await send(bot, addressOf(ana), files, [gateways.first]);
  await expect(rowOf(page, bot.address)).toContainText("3 photos");
  for (const { name, shade } of files)
    expect(await colourOf(page.getByRole("img", { name }))).toEqual([shade, 130, 140]);
  await expectAccessible(page, "an album");

  const opener = page.getByRole("button", { name: words(attachments.show, { name: "boat.png" }) });
  await opener.click();
  const viewer = page.getByRole("dialog", { name: attachments.viewer.label });
  await expect(viewer.getByRole("heading")).toHaveText("boat.png");
  await expect(viewer.getByText("2 of 3")).toBeVisible();
  await expectAccessible(page, "the viewer");
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("heading")).toHaveText("dog.png");
  const save = viewer.getByRole("button", {
    name: words(attachments.saveNamed, { name: "dog.png" }),
  });
  const { name, bytes } = await saved(page, () => save.click());
  expect([name, bytes]).toEqual(["dog.png", [...(files[2]?.bytes ?? [])]]);
  await page.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(opener).toBeFocused();
  await opener.click();
  await expect(viewer).toBeVisible();
  await page.goBack();
  await expect(viewer).toHaveCount(0);
  await expect(bubbles(page).first(), "one is still in the conversation").toBeVisible();
});

test("nothing of a stranger's files is asked for before a press, which says of whom", async ({
  person,
  peer,
  gateways,
}) => {
  const [ana, stranger] = [await person("Ana"), await peer()];
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  const asked: string[] = [];
  ana.context.on("request", (request) => asked.push(request.url()));
  const dm = await dmOf(stranger, addressOf(ana));
  const [cid = ""] = await sendIn(dm, stranger, [photo("look.png")], {
    gateways: [gateways.first],
    linkedTo: "https://gateway.example",
  });
  await requestsOf(page).click();
  await rowOf(page, stranger.address).click();
  const load = page.getByRole("button", { name: /^Load.*look\.png/ });
  await expect(load).toBeVisible();
  const [first, second] = [gateways.first, gateways.second].map(({ url }) => new URL(url).host);
  await expect(page.getByRole("log")).toContainText("Nothing was fetched yet.");
  await expect(page.getByRole("log")).toContainText(`${first}, ${second}, gateway.example`);
  expect(asked.filter((url) => url.includes(cid))).toEqual([]);
  await load.click();
  expect(await colourOf(page.getByRole("img", { name: "look.png" }))).toEqual([40, 130, 140]);
  const hosts = asked.filter((url) => url.includes(cid)).map((url) => new URL(url).host);
  // One that is slow for a second is helped out by the next: only who is first is certain.
  const gatewaysAsked = hosts.filter((host) => [first, second].includes(host));
  expect(gatewaysAsked[0], "they are asked in the order of the configuration").toBe(first);
});

test("a gateway that lies, has nothing or says nothing is passed over; what nobody has is said to be gone", async ({
  person,
  peer,
  gateways: { first, second },
}) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  for (const spoiling of [
    "flipped-byte",
    "truncated",
    "stalled-at-start",
    "missing",
  ] as Spoiling[]) {
    first.spoiling = spoiling;
    const file = photo(`${spoiling}.png`);
    const [cid = ""] = await send(bot, addressOf(ana), [file], [first, second]);
    const image = page.getByRole("img", { name: file.name });
    expect(await colourOf(image), spoiling).toEqual([40, 130, 140]);
    // Once each, and once more where a busy machine answered too late.
    for (const gateway of [first, second])
      expect(askedFor(gateway, cid), spoiling).toBeGreaterThanOrEqual(1);
  }
  first.spoiling = undefined;
  const lost = { gateways: [], linkedTo: first.url };
  await sendIn(await dmOf(bot, addressOf(ana)), bot, [photo("quay-1998.png")], lost);
  const gone = words(attachments.gone, { name: "quay-1998.png" });
  await expect(page.getByText(gone)).toBeVisible();
  await expectAccessible(page, "a file that is gone");
});

test("in a group, files of a member whom one has not accepted wait for a press", async ({
  person,
  peer,
  gateways: { first },
}) => {
  const [ana, friend, other] = [await person("Ana"), await peer(), await peer()];
  const { page } = ana;
  await talking(ana, friend);
  const group = await friend.client.conversations().createGroup(
    [addressOf(ana), other.address].map((address) => ({
      identifier: address.toLowerCase(),
      identifierKind: friend.libxmtp.IdentifierKind.Ethereum,
    })),
    { groupName: "Harbour crew" },
  );
  await group.sendText("High tide at six");
  await requestsOf(page).click();
  await page.getByRole("link", { name: /Harbour crew/ }).click();
  await page.getByRole("button", { name: consent.request.accept }).click();
  const gateways = [first];
  await other.client.conversations().sync();
  const theirs = await other.client.conversations().findGroupById(group.id());
  const [cid = ""] = await sendIn(theirs, other, [photo("other.png", 90)], { gateways });
  const load = page.getByRole("button", { name: /^Load.*other\.png/ });
  await expect(load).toBeVisible();
  await sendIn(group, friend, [photo("friend.png", 10)], { gateways });
  expect(await colourOf(page.getByRole("img", { name: "friend.png" }))).toEqual([10, 130, 140]);
  expect(askedFor(first, cid)).toBe(0);
  await load.click();
  expect(await colourOf(page.getByRole("img", { name: "other.png" }))).toEqual([90, 130, 140]);
});

test("what is sent under a wrong digest is thrown away, and a program is no picture", async ({
  person,
  peer,
  gateways: { first },
}) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  const { libxmtp } = bot;
  const dm = await dmOf(bot, addressOf(ana));
  const { payload, ...keys } = libxmtp.encryptAttachment({
    filename: "forged.png",
    mimeType: "image/png",
    content: plainPng(32, [1, 2, 3]),
  });
  const { cid, blocks } = await importFile(new Uint8Array(payload));
  first.add(cid, blocks);
  const url = `https://gateway.example/ipfs/${cid}`;
  const forged = { ...keys, url, scheme: "https://", contentDigest: "ab".repeat(32) };
  await dm.sendRemoteAttachment({ ...forged, filename: "forged.png" });
  await expect(page.getByText(words(attachments.forged, { name: "forged.png" }))).toBeVisible();

  const program = { name: "run.exe", type: "image/png", bytes: new TextEncoder().encode("MZ\0\0") };
  await send(bot, addressOf(ana), [program], [first]);
  const save = page.getByRole("button", {
    name: words(attachments.saveNamed, { name: "run.exe" }),
  });
  await save.click();
  const question = page.getByRole("dialog", { name: attachments.program.title });
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: common.cancel }).click();
  await save.click();
  const kept = await saved(page, () =>
    question.getByRole("button", { name: attachments.program.save }).click(),
  );
  expect(kept).toEqual({ name: "run.exe", bytes: [...program.bytes] });
});

test("a file inside its message opens, and asks nobody", async ({
  person,
  peer,
  gateways: { first, second },
}) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  const { libxmtp } = bot;
  const dm = await dmOf(bot, addressOf(ana));
  const content = plainPng(48, [180, 90, 20]);
  const asked = () => first.requests.length + second.requests.length;
  const before = asked();
  await dm.send(
    libxmtp.encodeAttachment({ filename: "inside.png", mimeType: "image/png", content }),
    { shouldPush: true },
  );
  expect(await colourOf(page.getByRole("img", { name: "inside.png" }))).toEqual([180, 90, 20]);
  expect(asked()).toBe(before);

  // Sent on it lies in the archive, as any file.
  const inside = bubbles(page).last();
  await inside.hover();
  await inside.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Forward" }).click();
  await page.getByRole("dialog").getByRole("listitem").getByRole("button").first().click();
  await expect
    .poll(async () => {
      await dm.sync();
      const sent = await dm.findEnrichedMessages();
      return sent.flatMap(({ content }) =>
        content.type === "remoteAttachment" ? content.content.filename : [],
      );
    })
    .toEqual(["inside.png"]);
});

test("a frame that never shows its document is said to, and the file can be saved", async ({
  person,
  peer,
  gateways: { first },
}) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  await page.route("**/api/viewer/page", (route) =>
    route.fulfill({ contentType: "text/html", body: "<p></p>" }),
  );
  const tides = { name: "tides.pdf", type: "application/pdf", bytes: PDF };
  await send(bot, addressOf(ana), [tides], [first]);
  await page
    .getByRole("button", { name: words(attachments.openNamed, { name: "tides.pdf" }) })
    .click();
  const viewer = page.getByRole("dialog", { name: attachments.viewer.label });
  await expect(viewer.getByRole("alert")).toHaveText(attachments.viewer.late);
  const save = viewer.getByRole("button", { name: attachments.save, exact: true });
  const { name, bytes } = await saved(page, () => save.click());
  expect([name, bytes]).toEqual(["tides.pdf", [...PDF]]);
});

test("a PDF and a text are read in a frame that reaches nothing; what is heard can be sought in", async ({
  person,
  peer,
  complaints,
  gateways: { first },
}) => {
  // What the frame is refused, Chromium writes down.
  complaints.allow(/api\/(health|viewer\/frame\.css)/);
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  const text = new TextEncoder().encode("<script>parent.x = 1</script> Low water at 12:31");
  await send(
    bot,
    addressOf(ana),
    [{ name: "tides.pdf", type: "application/pdf", bytes: PDF }],
    [first],
  );
  const open = (name: string) =>
    page.getByRole("button", { name: words(attachments.openNamed, { name }) });
  await open("tides.pdf").click();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("High water at 06:12")).toBeAttached();
  await expect(frame.locator("section canvas")).toBeVisible();
  expect(await imprisoned(page)).toEqual({ origin: "null", fetch: "refused", storage: "refused" });
  await expectAccessible(page, "a PDF", { within: "dialog" });
  await frame.locator("body").click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await send(bot, addressOf(ana), [{ name: "low.txt", type: "text/plain", bytes: text }], [first]);
  await open("low.txt").click();
  await expect(frame.getByText("<script>parent.x = 1</script> Low water at 12:31")).toBeVisible();
  await page.keyboard.press("Escape");

  await send(
    bot,
    addressOf(ana),
    [{ name: "hum.wav", type: "audio/wav", bytes: hum(30) }],
    [first],
  );
  await page.getByRole("button", { name: words(attachments.play, { name: "hum.wav" }) }).click();
  const slider = page.getByRole("slider", { name: words(attachments.seek, { name: "hum.wav" }) });
  await expect(slider).toHaveAttribute("aria-valuemax", "30");
  await page.getByRole("button", { name: words(attachments.pause, { name: "hum.wav" }) }).click();
  await slider.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "25");
  await expectAccessible(page, "a sound");
});

/** What the frame on the page may do, tried from inside of it. */
async function imprisoned(page: Page): Promise<object> {
  const frame = page.frames().find((each) => each.url().includes("/api/viewer/"));
  if (!frame) throw new Error("There is no frame");
  return frame.evaluate(async () => {
    const refused = () => "refused";
    return {
      origin: self.origin,
      fetch: await fetch("/api/health").then(() => "answered", refused),
      storage: (() => {
        try {
          return String(localStorage.length);
        } catch {
          return "refused";
        }
      })(),
    };
  });
}
