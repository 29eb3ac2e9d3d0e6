import type { Locator, Page } from "@playwright/test";
import { localNames } from "../../local-stack/testing/index.ts";
import { localTokens } from "../fakes/local-tokens.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, letIn, requestsOf, say, signIn } from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { type PictureServer, plainPng, startPictureServer } from "./harness/picture-server.ts";
import { test as base, expect } from "./harness/test.ts";
import { errors, names, settings } from "./harness/words.ts";

const test = base.extend<{ server: PictureServer }>({
  server: async ({ complaints }, use) => {
    const server = await startPictureServer();
    complaints.allow(new RegExp(`asked for ${server.origin}/`));
    await use(server);
    await server.close();
  },
});

const RED = [200, 30, 40] as const;

type Somebody = { address: `0x${string}` };

/** Gives somebody a name of their own with a picture. */
async function nameOf(
  { address }: Somebody,
  chain: string,
  start: string,
  avatar: string,
): Promise<string> {
  const label = `${start}-${crypto.randomUUID().slice(0, 8)}`;
  const ens = localNames(chain);
  await ens.register({ label, owner: address, pointsTo: address, texts: { avatar } });
  await ens.claim(address, `${label}.eth`);
  return `${label}.eth`;
}

const rowOf = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(name) });
const pictureIn = (place: Locator) => place.locator("[data-picture]");

/** What is drawn in the middle, and how large the picture is that is kept. */
function drawn(picture: Locator): Promise<{ pixel: number[]; width: number; scheme: string }> {
  return picture.evaluate(async (element) => {
    const url = element.getAttribute("href") ?? "";
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = image.naturalWidth;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const middle = image.naturalWidth / 2;
    const pixel = [...(context?.getImageData(middle, middle, 1, 1).data ?? [])].slice(0, 3);
    return { pixel, width: image.naturalWidth, scheme: url.slice(0, 11) };
  });
}

function expectNear(pixel: readonly number[], colour: readonly number[]): void {
  for (const [index, value] of pixel.entries())
    expect(Math.abs(value - (colour[index] ?? 0))).toBeLessThan(12);
}

function pictureNote({ page }: Person): Locator {
  return page.getByRole("region", { name: "Details" }).getByText(/^The name’s owner chose it/);
}

const WIDE = { viewport: { width: 1440, height: 900 } } as const;

test("a stranger's picture is not asked for; once one has written to them it is, once and without a word", async ({
  person,
  peer,
  network,
  server,
}) => {
  const chain = `http://localhost:${network.ports.chain}`;
  const [ana, ben] = [await person("Ana", { context: WIDE }), await peer()];
  server.put("/ben.png", plainPng(300, RED));
  const name = await nameOf(ben, chain, "ben", `${server.origin}/ben.png`);
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;
  await ben.sendText(addressOf(ana), "look at me");
  await requestsOf(page).click();
  await rowOf(page, name).click();
  await expect(page.getByRole("log")).toContainText("look at me");
  await expect(pictureNote(ana)).toHaveText(names.details.pictureNote.stranger);
  expect(server.asked).toEqual([]);
  await page.getByRole("button", { name: "Accept" }).click();

  await say(ana, "who are you?");
  const picture = pictureIn(rowOf(page, name));
  await expect(picture).toBeVisible();
  await expect(pictureNote(ana)).toHaveText(names.details.pictureNote.shown);
  const { pixel, width, scheme } = await drawn(picture);
  expectNear(pixel, RED);
  expect([width, scheme]).toEqual([192, "data:image/"]);
  const [request, ...others] = server.asked;
  expect(others).toEqual([]);
  for (const header of ["cookie", "referer", "if-none-match", "authorization"])
    expect(request?.headers[header], header).toBeUndefined();
  await expectAccessible(page, "a conversation with a picture");

  await page.reload();
  await expect(pictureIn(rowOf(page, name))).toBeVisible();
  await expect(pictureIn(page.locator("header").filter({ hasText: name }))).toBeVisible();
  expect(server.asked).toHaveLength(1);

  await page.goto("/settings/privacy");
  await page.getByRole("switch", { name: settings.privacy.pictures.show }).click();
  await expect(pictureIn(rowOf(page, name))).toBeHidden();
  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
  await expect(
    page.getByRole("switch", { name: settings.privacy.pictures.show }),
  ).not.toBeChecked();
  await expect(pictureIn(page.locator("body"))).toHaveCount(0);
  expect(server.asked).toHaveLength(1);
  await page.getByRole("switch", { name: settings.privacy.pictures.show }).click();
  await expect(pictureIn(rowOf(page, name))).toBeVisible();
  expect(server.asked).toHaveLength(2);
});

test("pictures are tokens and drawings too; what is none leaves the flag, and says why", async ({
  person,
  peer,
  network,
  server,
}) => {
  const chain = `http://localhost:${network.ports.chain}`;
  const [ana, ben, eve, cleo] = [
    await person("Ana", { context: WIDE }),
    await peer(),
    await peer(),
    await peer(),
  ];
  const { page } = ana;
  const tokens = await localTokens(chain);
  const drawing = (fill: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="${fill}" d="M0 0h8v8H0z"/></svg>`;
  server.put("/token.json", JSON.stringify({ image: `${server.origin}/token.svg` }));
  server.put("/token.svg", drawing("#1e28c8"));
  const token = await tokens.mint("erc721", ben.address, `${server.origin}/token.json`);
  const names = {
    ana: await nameOf(
      { address: addressOf(ana) },
      chain,
      "ana",
      `data:image/svg+xml;utf8,${drawing("#c81e28")}`,
    ),
    ben: await nameOf(ben, chain, "ben", token),
    eve: await nameOf(eve, chain, "eve", token),
    cleo: await nameOf(cleo, chain, "cleo", `${server.origin}/nothing.png`),
  };
  await ana.open("/");
  await signIn(ana);
  const menu = page.getByRole("button", { name: /^Your account/ });
  await expect(pictureIn(menu)).toBeVisible();
  expectNear((await drawn(pictureIn(menu))).pixel, RED);
  expect(server.asked).toEqual([]);

  for (const [each, name] of [
    [ben, names.ben],
    [eve, names.eve],
    [cleo, names.cleo],
  ] as const) {
    await each.sendText(addressOf(ana), "hello");
    await letIn(page, rowOf(page, name));
    await expect(page.getByRole("heading", { name })).toBeVisible();
    await say(ana, "hello yourself");
  }
  await expect(pictureNote(ana)).toContainText(errors.picture.unreachable);
  await expect(pictureIn(rowOf(page, names.ben))).toBeVisible();
  expectNear((await drawn(pictureIn(rowOf(page, names.ben)))).pixel, [30, 40, 200]);
  await rowOf(page, names.eve).click();
  await expect(pictureNote(ana)).toContainText(errors.picture["not-owner"]);
  await expect(pictureIn(rowOf(page, names.eve))).toBeHidden();
  await expect(pictureIn(rowOf(page, names.cleo))).toBeHidden();
});
