import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseAddress } from "../../lib/identity/core/address.ts";
import {
  addressOf,
  bubbles,
  openFromList,
  say,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import { expect, test } from "./harness/test.ts";
import { history } from "./harness/words.ts";

/*
 * What SECURITY.md says of servers and of this device, held against what lies on their disks.
 */

/**
 * Which files below a folder hold these letters, however the file is made. What is there and could
 * not be read is an error: it is not taken for clean.
 */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    const file = path.join(parentPath, name);
    const bytes = await readFile(file).catch(emptyWhenGone);
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"))) found.push(file);
  }
  return found;
}

/** Databases make files and take them away again while the folder is read. */
function emptyWhenGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code !== "ENOENT") throw error;
  return Buffer.alloc(0);
}

const newSecret = () => `tell nobody ${crypto.randomUUID()}`;

test("servers keep who and when, and no word of what was said", async ({ person, peer, world }) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const secret = newSecret();
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await say(ana, secret);
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual([secret]);

  const second = await person("Ana's second device", { accounts: ana.accounts });
  await second.open("/");
  await signIn(second);
  await second.page.getByRole("link", { name: history.newDevice.action }).click();
  await second.page.getByRole("button", { name: history.bring.action }).click();
  await expect(second.page.getByText(/^One message came/)).toBeVisible({ timeout: 60_000 });
  await openFromList(second, parseAddress(ben.address));
  await expect.poll(() => textsOn(second.page)).toEqual([secret]);

  const [network, logs] = [path.join(world.dataDir, "network"), path.join(world.dataDir, "logs")];
  const ownAddress = addressOf(ana).toLowerCase();
  expect(await filesWith(network, ownAddress), "who is on the network is known to it").not.toEqual(
    [],
  );
  expect(await filesWith(network, secret)).toEqual([]);
  for (const unsaid of [secret, ownAddress, addressOf(ana), ben.inboxId, ben.installationId])
    expect(await filesWith(logs, unsaid), "what logs say is redacted").toEqual([]);
});

test("the app's own server is asked for files and told nothing", async ({
  person,
  peer,
  world,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const told: string[] = [];
  ana.context.on("request", (request) => {
    const isApp = request.url().startsWith(world.appUrl);
    if (isApp && (request.method() !== "GET" || request.postData() !== null))
      told.push(request.url());
    if (isApp && request.url().toLowerCase().includes(ben.address.slice(2).toLowerCase()))
      told.push(request.url());
  });
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await say(ana, newSecret());
  await expect(bubbles(ana.page)).toHaveCount(1);
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);
  expect(told).toEqual([]);
});

test("on this device messages lie as they are", async ({ person, peer, world }) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const secret = newSecret();
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await say(ana, secret);
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);
  await ana.context.close();
  const stores = await filesWith(path.join(world.dataDir, "profiles"), secret);
  const isOpfs = (file: string) => file.includes("File System");
  expect(stores.some(isOpfs), "the engine encrypts its store: SECURITY.md is to be changed").toBe(
    true,
  );
});

test("the files that a worker is made of let it run no code but its own", async ({ person }) => {
  const ana = await person("Ana", { profile: "new" });
  const policies = new Set<string | undefined>();
  ana.context.on("response", (response) => {
    if (!response.url().includes("/_next/static/")) return;
    policies.add(response.headers()["content-security-policy"]);
  });
  await ana.open("/");
  await signIn(ana);
  expect([...policies]).toEqual([
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http: https:",
  ]);
});
