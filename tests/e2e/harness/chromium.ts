import type { LaunchOptions } from "@playwright/test";
import { findChromium, findWholeChromium } from "../../../scripts/checks/chromium.ts";

const executablePath = findChromium();

/** An installed Chromium that talks to nobody by itself. */
export const LAUNCH_OPTIONS: LaunchOptions = {
  ...(executablePath && { executablePath }),
  // As on everybody's desktop: without one, what is saved loses a name that is not ASCII.
  env: { LANG: "C.UTF-8", ...process.env },
  args: [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    // Microphone and camera are a beep and a pattern, and nobody is asked for them.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    // Chromium refuses its sandbox to root, which is who runs tests in a container.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

/** Whoever is asked for a microphone or a camera says no. */
const DENYING_BROWSER: LaunchOptions = {
  ...LAUNCH_OPTIONS,
  args: [...(LAUNCH_OPTIONS.args ?? []), "--use-fake-ui-for-media-stream=deny"],
};

const wholePath = findWholeChromium();

/** For a profile with settings of its own. */
const WHOLE_BROWSER: LaunchOptions = {
  ...LAUNCH_OPTIONS,
  ...(wholePath && { executablePath: wholePath }),
};

/**
 * As people have it: what a site keeps inside another site's page is apart from what it keeps in its
 * own. Playwright turns that off, among other features; the last list that Chromium is given counts.
 */
const PARTITIONED: LaunchOptions = {
  ...LAUNCH_OPTIONS,
  args: [
    ...(LAUNCH_OPTIONS.args ?? []),
    "--disable-features=PaintHolding,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying",
  ],
};

/** How a person's browser is opened (`PersonOptions`). */
export const LAUNCHES = {
  plain: LAUNCH_OPTIONS,
  settings: WHOLE_BROWSER,
  partitioned: PARTITIONED,
  denying: DENYING_BROWSER,
};
