import { readFile } from "node:fs/promises";
import { test as base, expect, type Page } from "@playwright/test";
import { type LocalStack, startLocalStack } from "../../local-stack/index.ts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";

/*
 * The local stack's inspector, as an engineer uses it while two real clients talk.
 */

type Stage = { stack: LocalStack; ana: HeadlessClient; ben: HeadlessClient };

const ANY_PORT = { grpcWeb: 0, grpc: 0, history: 0, control: 0 };

const test = base.extend<{ inspector: Page }, { stage: Stage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it.
    async ({}, use) => {
      const stack = await startLocalStack({ ports: ANY_PORT, chain: false, control: true });
      const url = stack.urls.grpcWeb;
      const [ana, ben] = await Promise.all([
        createHeadlessClient({ url }),
        createHeadlessClient({ url }),
      ]);
      await use({ stack, ana, ben });
      ana.close();
      ben.close();
      await stack.close();
    },
    { scope: "worker" },
  ],
  inspector: async ({ page, stage }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(stage.stack.urls.control ?? "");
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await use(page);
    expect(complaints).toEqual([]);
  },
});

const rows = (page: Page) => page.getByRole("row").filter({ has: page.getByRole("gridcell") });
const details = (page: Page) => page.getByRole("complementary", { name: "Details of the call" });

test("what a client sends is seen at once, and what is in the clear of it", async ({
  inspector,
  stage: { ana, ben },
}) => {
  await ana.sendText(ben.address, "hello");
  await inspector.getByLabel("Search calls").fill("application SendGroupMessages");
  await rows(inspector).last().click();
  const shown = details(inspector);
  await expect(shown.getByRole("heading", { name: "SendGroupMessages" })).toBeFocused();
  await expect(shown.getByText("group message")).toBeVisible();
  await expect(shown.getByText("application", { exact: true })).toBeVisible();
  await expect(shown.getByText("grpc-web")).toBeVisible();
});

test("calls are filtered by RPC, by status and by topic", async ({ inspector, stage }) => {
  const { ana, ben, stack } = stage;
  await ana.sendText(ben.address, "hello");
  await inspector.getByLabel("RPC").selectOption("GetInboxIds");
  await expect(rows(inspector).first()).toContainText("GetInboxIds");
  await expect(rows(inspector).filter({ hasNotText: "GetInboxIds" })).toHaveCount(0);

  await refusedCall(stack);
  await inspector.getByLabel("RPC").selectOption("");
  await inspector.getByLabel("Status").selectOption("refused");
  await expect(rows(inspector).last()).toContainText("no group messages to send");
  await expect(rows(inspector).filter({ hasNotText: "invalid_argument" })).toHaveCount(0);

  await inspector.getByLabel("Status").selectOption("");
  await inspector.getByLabel("Search calls").fill("application");
  await rows(inspector).last().click();
  await details(inspector)
    .getByRole("button", { name: /^Only this group/ })
    .click();
  await inspector.getByLabel("Search calls").fill("");
  const chip = inspector.getByRole("button", { name: /show all topics again/ });
  await expect(chip).toBeVisible();
  await expect(rows(inspector).filter({ hasNotText: "group" })).toHaveCount(0);
  await chip.click();
  await expect(rows(inspector).filter({ hasText: "GetInboxIds" }).first()).toBeVisible();
});

test("the archive is HAR, and no word that was said is in it", async ({ inspector, stage }) => {
  const { ana, ben } = stage;
  const secret = `tell nobody ${crypto.randomUUID()}`;
  await ana.sendText(ben.address, secret);
  await ben.listTexts(ana.address);
  await expect(rows(inspector).last()).toBeVisible();
  const downloading = inspector.waitForEvent("download");
  await inspector.getByRole("button", { name: "Export HAR" }).click();
  const text = await readFile(await (await downloading).path(), "utf8");
  const { log } = JSON.parse(text);
  expect(log.version).toBe("1.2");
  expect(log.entries.length).toBeGreaterThan(3);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(Buffer.from(secret).toString("base64").slice(0, -4));
  expect(text).not.toContain(Buffer.from(secret).toString("hex"));
});

test("a stranger's text stays text", async ({ inspector, stage: { stack } }) => {
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>\u202e`;
  await fetch(`${stack.urls.grpcWeb}/xmtp.identity.api.v1.IdentityApi/GetInboxIds`, {
    method: "POST",
    headers: { "content-type": "application/json", "connect-protocol-version": "1" },
    body: JSON.stringify({ requests: [{ identifier: hostile }] }),
  });
  await inspector.getByLabel("Search calls").fill("onerror");
  await rows(inspector).last().click();
  await expect(details(inspector).getByText("onerror")).toBeVisible();
  await expect(details(inspector).getByText("\\u{202e}")).toBeVisible();
  expect(await inspector.locator("img[src=x], main script").count()).toBe(0);
  expect(await inspector.title()).toBe("Inspector, local XMTP network");
});

test("identities read as a history, and streams and key packages are there", async ({
  inspector,
  stage: { ana, ben },
}) => {
  await ana.streamTexts(() => {});
  await inspector.getByRole("tab", { name: "Streams" }).click();
  await expect(inspector.getByRole("cell", { name: "SubscribeWelcomeMessages" })).toBeVisible();

  await inspector.getByRole("tab", { name: "Identities" }).click();
  await inspector.getByLabel("Search identities").fill(ben.address);
  await expect(inspector.getByRole("heading", { level: 2 })).toHaveText([ben.inboxId]);
  await expect(inspector.getByRole("tabpanel").getByText(/^Inbox created by wallet/)).toContainText(
    ben.address.toLowerCase(),
  );

  await inspector.getByRole("tab", { name: "Key packages" }).click();
  await expect(inspector.getByRole("cell", { name: ben.installationId })).toBeVisible();
});

test("it is used without a mouse", async ({ inspector, stage: { ana, ben } }) => {
  await ana.sendText(ben.address, "hello");
  const grid = inspector.getByRole("grid");
  await inspector.getByRole("tab", { name: "Calls" }).focus();
  for (let steps = 0; steps < 10; steps++) {
    if (await grid.evaluate((element) => element === document.activeElement)) break;
    await inspector.keyboard.press("Tab");
  }
  await expect(grid).toBeFocused();
  await inspector.keyboard.press("End");
  const last = grid.getByRole("row", { selected: true });
  await expect(grid).toHaveAttribute("aria-activedescendant", /^call-\d+$/);
  const before = await last.getAttribute("id");
  await inspector.keyboard.press("ArrowUp");
  await expect(last).not.toHaveAttribute("id", before ?? "");
  await inspector.keyboard.press("Enter");
  await expect(details(inspector).getByRole("heading", { level: 2 })).toBeFocused();
  await inspector.keyboard.press("Escape");
  await expect(details(inspector)).toBeHidden();
  await expect(grid).toBeFocused();
  await inspector.keyboard.press("p");
  await expect(inspector.getByText("Paused")).toBeVisible();
  const shown = await grid.getAttribute("aria-rowcount");
  await ana.sendText(ben.address, "while nobody looks");
  await expect(inspector.getByRole("button", { name: /^Resume \([1-9]/ })).toBeVisible();
  await expect(grid).toHaveAttribute("aria-rowcount", shown ?? "");
  await inspector.keyboard.press("p");
  await expect(grid).not.toHaveAttribute("aria-rowcount", shown ?? "");
  await inspector.keyboard.press("/");
  await expect(inspector.getByLabel("Search calls")).toBeFocused();
  await inspector.keyboard.press("p");
  await expect(inspector.getByText("Live", { exact: true })).toBeVisible();
});

test("it says when the network is away, and when the stack has ended", async ({ page }) => {
  const stack = await startLocalStack({ ports: ANY_PORT, chain: false, control: true });
  await page.goto(stack.urls.control ?? "");
  await expect(page.getByText(`Clients reach this network at ${stack.urls.grpcWeb}`)).toBeVisible();
  const state = page.locator("#state");
  await stack.unplug();
  await expect(state).toHaveText("The ports are closed until it is plugged in.");
  await stack.plugIn();
  await expect(state).toHaveText("Live");
  await page.getByRole("tab", { name: "Streams" }).click();
  await expect(page.getByText("No stream is open.")).toBeVisible();

  await stack.close();
  await expect(state).toHaveText("The stack does not answer");
  await expect(page.getByText("inboxes")).toBeHidden();
  for (const name of ["Streams", "Identities", "Key packages"]) {
    await page.getByRole("tab", { name }).click();
    await expect(page.getByRole("tabpanel").getByText("The stack does not answer.")).toBeVisible();
  }
  await expectAccessible(page, "without a stack");
});

for (const width of [1440, 390]) {
  test(`it passes axe, ${width} wide`, async ({ inspector, stage: { ana, ben } }) => {
    await inspector.setViewportSize({ width, height: 844 });
    await ana.sendText(ben.address, "hello");
    await expect(rows(inspector).last()).toBeVisible();
    await expectAccessible(inspector, "calls");
    await rows(inspector).last().click();
    await expectAccessible(inspector, "details");
    await inspector.keyboard.press("Escape");
    for (const name of ["Streams", "Identities", "Key packages"]) {
      await inspector.getByRole("tab", { name }).click();
      await expect(inspector.getByRole("tabpanel").locator(".panel")).not.toBeEmpty();
      await expectAccessible(inspector, name);
    }
    const overflow = await inspector.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
}

/** A request without messages, which the node refuses. */
async function refusedCall({ urls }: LocalStack): Promise<void> {
  await fetch(`${urls.grpcWeb}/xmtp.mls.api.v1.MlsApi/SendGroupMessages`, {
    method: "POST",
    headers: { "content-type": "application/grpc-web+proto" },
    body: Buffer.alloc(5),
  });
}
