import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createEip1193Wallet } from "../../fakes/eip1193-wallet.ts";
import { signIn } from "./at-parley.ts";
import { installWallet } from "./page-wallet.ts";

/** All that a site keeps but its service worker and the files of the app that this one holds. */
const OF_PEOPLE = ["cookies", "file_systems", "indexeddb", "local_storage", "storage_buckets"];

type Making = {
  appUrl: string;
  dataDir: string;
  openProfile: (folder: string) => Promise<BrowserContext>;
};

/**
 * Makes a profile of a browser in which somebody was signed in to Parley, and gives its folder. Of
 * them nothing is left; the app is there, compiled, which is half of what a first sign-in costs.
 */
export async function makeUsedProfile({ appUrl, dataDir, openProfile }: Making): Promise<string> {
  const folder = path.join(dataDir, "used-profile");
  const context = await openProfile(folder);
  await installWallet(context, createEip1193Wallet([privateKeyToAccount(generatePrivateKey())]));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(appUrl);
  await signIn({ page });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto("about:blank");
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", {
    origin: appUrl,
    storageTypes: OF_PEOPLE.join(","),
  });
  await context.close();
  return folder;
}
