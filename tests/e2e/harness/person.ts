import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import {
  createEip1193Wallet,
  type Eip1193Options,
  type Eip1193Wallet,
} from "../../fakes/eip1193-wallet.ts";
import type { WalletAccount } from "../../fakes/wallet-account.ts";
import { installWallet } from "./page-wallet.ts";

export type PersonOptions = {
  /**
   * `kept`, as nearly everybody has it: a browser of their own with a profile on disk, which
   * `restartBrowser` closes and opens again. Parley was used in it before, where the test's world
   * has such a profile: the app is there, and nothing of whoever used it. `new`: the same, and
   * Parley was never opened in it. `private`: a private window, where each write to OPFS is a
   * message to another process, and all is slower.
   */
  profile?: "kept" | "new" | "private";
  /** Ana on her second device: the accounts of another person. Keys' accounts, or Safes. */
  accounts?: readonly WalletAccount[];
  /** Where the wallet is, and which chains it knows. */
  wallet?: Eip1193Options;
  /**
   * `denied`: a browser whose person lets no site keep anything; `third-party-denied`: none in
   * another site's page. Of a profile on disk only.
   */
  siteData?: "allowed" | "denied" | "third-party-denied";
  /** `apart`, as browsers are: a site in another site's page has a storage of its own there. */
  embedded?: "apart";
  /** `denied`: whose browser lets no site use a microphone or a camera. Of a profile on disk only. */
  media?: "allowed" | "denied";
  context?: BrowserContextOptions;
};

/** Somebody with a browser and a wallet in it. */
export type Person = {
  readonly name: string;
  /** The first is active in the wallet at first. */
  readonly accounts: readonly WalletAccount[];
  readonly wallet: Eip1193Wallet;
  /** Both are others after `restartBrowser`. */
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens a path of the app in the person's page. */
  open(path: string): Promise<void>;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  /** Quits the browser and starts it again, with what its profile kept. */
  restartBrowser(): Promise<void>;
  /** Quits it for good, with all that it kept. */
  close(): Promise<void>;
};

/** How browsers are opened here: a private window, and a profile on disk. */
export type Browsers = {
  newContext(options: BrowserContextOptions): Promise<BrowserContext>;
  openProfile(
    folder: string,
    options: BrowserContextOptions & { launch: Launch },
  ): Promise<BrowserContext>;
  onContext(context: BrowserContext, name: string): void;
};

/** Where people are. */
export type Surroundings = {
  appUrl: string;
  dataDir: string;
  browsers: Browsers;
  /** The folder of a profile that was used before; it is copied. */
  usedProfile?: () => Promise<string>;
};

const ACCOUNTS_PER_WALLET = 2;

/** Makes a person with accounts that nobody had before, so that tests share a network in peace. */
export async function createPerson(
  name: string,
  options: PersonOptions,
  { appUrl, dataDir, browsers, usedProfile }: Surroundings,
): Promise<Person> {
  const accounts =
    options.accounts ??
    Array.from({ length: ACCOUNTS_PER_WALLET }, () => privateKeyToAccount(generatePrivateKey()));
  const wallet = createEip1193Wallet(accounts, options.wallet);
  await mkdir(path.join(dataDir, "profiles"), { recursive: true });
  const profile = await mkdtemp(path.join(dataDir, "profiles", "profile-"));
  const isUsed = (options.profile ?? "kept") === "kept" && !isDenied(options);
  if (isUsed && usedProfile) await cp(await usedProfile(), profile, { recursive: true });
  if (isDenied(options)) await denySiteData(profile, options.siteData === "third-party-denied");
  const settings = { baseURL: appUrl, ...options.context };

  async function openBrowser(): Promise<{ context: BrowserContext; page: Page }> {
    const context =
      options.profile === "private"
        ? await browsers.newContext(settings)
        : await browsers.openProfile(profile, {
            ...settings,
            launch: launchOf(options),
          });
    browsers.onContext(context, name);
    await installWallet(context, wallet);
    return { context, page: context.pages()[0] ?? (await context.newPage()) };
  }

  let browser = await openBrowser();
  return {
    name,
    accounts,
    wallet,
    get context() {
      return browser.context;
    },
    get page() {
      return browser.page;
    },
    open: async (where) => {
      await browser.page.goto(where);
    },
    goOffline: () => browser.context.setOffline(true),
    goOnline: () => browser.context.setOffline(false),
    restartBrowser: async () => {
      await browser.context.close();
      browser = await openBrowser();
    },
    close: async () => {
      await browser.context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function isDenied({ siteData = "allowed" }: PersonOptions): boolean {
  return siteData !== "allowed";
}

/** How a browser is opened. */
type Launch = "plain" | "settings" | "partitioned" | "denying";

function launchOf(options: PersonOptions): Launch {
  if (options.media === "denied") return "denying";
  if (isDenied(options)) return "settings";
  return options.embedded === "apart" ? "partitioned" : "plain";
}

/** As Chromium's settings do it: cookies, and with them all storage and Web Locks. */
async function denySiteData(profile: string, isOfThirdParties: boolean): Promise<void> {
  const BLOCK = 2;
  const BLOCK_THIRD_PARTIES = 1;
  const settings = isOfThirdParties
    ? { profile: { cookie_controls_mode: BLOCK_THIRD_PARTIES } }
    : { profile: { default_content_setting_values: { cookies: BLOCK } } };
  await mkdir(path.join(profile, "Default"));
  await writeFile(path.join(profile, "Default", "Preferences"), JSON.stringify(settings));
}
