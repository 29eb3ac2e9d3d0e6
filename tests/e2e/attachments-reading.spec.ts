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
import { test as base, expect } from "./harness/test.ts";
import { attachments, common } from "./harness/words.ts";
import { startWorld, type World } from "./harness/world.ts";

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
    // Where the other app put its files: asked when the gateways have nothing, or take too long.
    complaints.allow(/asked for https:\/\/gateway\.example\//);
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

/** Sends files from an app that is not ours: sealed, put on a gateway, written as the standard says. */
async function send(
  from: HeadlessClient,
  to: string,
  files: readonly File[],
  gateways: readonly SpoiledGateway[],
  linkedTo = "https://gateway.example",
): Promise<string[]> {
  const { libxmtp } = from;
  const dm = await dmOf(from, to);
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
    const url = `${linkedTo}/ipfs/${cid}`;
    sealed.push({ ...keys, url, scheme: "https://", filename: name });
  }
  const [only] = sealed;
  if (only && sealed.length === 1) await dm.sendRemoteAttachment(only);
  else await dm.sendMultiRemoteAttachment({ attachments: sealed });
  return cids;
}

const photo = (name: string, shade = 40): File & { shade: number } => ({
  name,
  shade,
  type: "image/png",
  bytes: plainPng(64, [shade, 130, 140]),
});

const PDF = new TextEncoder().encode(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 18 Tf 40 120 Td (High water at 06:12) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`);

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
  const file = photo("look.png");
  const [cid = ""] = await send(stranger, addressOf(ana), [file], [gateways.first]);
  await requestsOf(page).click();
  await rowOf(page, stranger.address).click();
  const load = page.getByRole("button", { name: /^Load.*look\.png/ });
  await expect(load).toBeVisible();
  const host = new URL(gateways.first.url).host;
  await expect(page.getByRole("log")).toContainText(`${host}`);
  await expect(page.getByRole("log")).toContainText("Nothing was fetched yet.");
  expect(askedFor(gateways.first, cid)).toBe(0);
  await load.click();
  expect(await colourOf(page.getByRole("img", { name: "look.png" }))).toEqual([40, 130, 140]);
  expect(askedFor(gateways.first, cid)).toBeGreaterThan(0);
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
    await send(bot, addressOf(ana), [file], [first, second]);
    const image = page.getByRole("img", { name: file.name });
    expect(await colourOf(image), spoiling).toEqual([40, 130, 140]);
  }
  first.spoiling = undefined;
  await send(bot, addressOf(ana), [photo("quay-1998.png")], [], first.url);
  const gone = words(attachments.gone, { name: "quay-1998.png" });
  await expect(page.getByText(gone)).toBeVisible();
  await expectAccessible(page, "a file that is gone");
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

test("a file inside its message opens, and asks nobody", async ({ person, peer, gateways }) => {
  const [ana, bot] = [await person("Ana"), await peer()];
  const { page } = ana;
  await talking(ana, bot);
  const { libxmtp } = bot;
  const dm = await dmOf(bot, addressOf(ana));
  const content = plainPng(48, [180, 90, 20]);
  await dm.send(
    libxmtp.encodeAttachment({ filename: "inside.png", mimeType: "image/png", content }),
    { shouldPush: true },
  );
  expect(await colourOf(page.getByRole("img", { name: "inside.png" }))).toEqual([180, 90, 20]);
  expect(gateways.first.requests.some((request) => request.includes("inside"))).toBe(false);
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

/** So many seconds of silence, as a WAV of 8 kHz. */
function hum(seconds: number): Uint8Array {
  const samples = Buffer.alloc(seconds * 8_000, 128);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
