import { expect, test } from "./harness/test.ts";

test("the first page loads under a strict policy and talks to nobody else", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("'unsafe-eval'");
  await expect(page).toHaveTitle(/Parley/);
  await page.waitForLoadState("networkidle");
});

test("each response has a nonce of its own", async ({ request }) => {
  const nonceOf = async () => {
    const policy = (await request.get("/")).headers()["content-security-policy"] ?? "";
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  };
  const [first, second] = [await nonceOf(), await nonceOf()];
  expect(first).toMatch(/^[\w+/]{20,}=*$/);
  expect(second).not.toBe(first);
});

test("a script that slipped into the page does not run", async ({ page, complaints }) => {
  complaints.allow(/Content Security Policy/);
  await page.goto("/");
  // Only a page that is alive opens it: a node that slipped in earlier would break the hydration.
  await page.getByRole("button", { name: "Sign in with your wallet" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  const blocked = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI));
        const script = `<img src="data:," onerror="document.title = 'taken over'">`;
        document.body.insertAdjacentHTML("beforeend", script);
      }),
  );
  expect(blocked).toBe("inline");
  expect(await page.title()).toContain("Parley");
});

test("a page that calls a third party is stopped, and its test hears of it", async ({
  page,
  complaints,
}) => {
  await page.goto("/");
  await page.evaluate(() => fetch("https://elsewhere.test/").catch(() => undefined));
  await expect.poll(() => complaints.all().join()).toContain("https://elsewhere.test/");
  complaints.allow(/elsewhere\.test/);
});

test("a wallet in the browser signs outside of the page", async ({ person }) => {
  const ana = await person("Ana");
  await ana.open("/");
  const [address, signature] = await ana.page.evaluate(async () => {
    const provider = await new Promise<{ request(asking: object): Promise<unknown> }>((found) => {
      window.addEventListener("eip6963:announceProvider", (event) => {
        found((event as CustomEvent).detail.provider);
      });
      window.dispatchEvent(new Event("eip6963:requestProvider"));
    });
    const accounts = (await provider.request({ method: "eth_requestAccounts" })) as string[];
    const params = ["0x6869", accounts[0]];
    return [accounts[0], await provider.request({ method: "personal_sign", params })];
  });
  expect(address).toBe(ana.accounts[0]?.address.toLowerCase());
  expect(signature).toBe(await ana.accounts[0]?.signMessage({ message: "hi", chainId: 1 }));
  expect(ana.wallet.signatureRequests).toEqual(["hi"]);
});

test("the network dies, and comes back on the same ports", async ({ network, request }) => {
  const health = `http://localhost:${network.ports.grpcWeb}/health`;
  expect((await request.get(health)).ok()).toBe(true);
  await network.kill();
  // A connection from before may be found broken first.
  await expect(request.get(health)).rejects.toThrow(/ECONN(REFUSED|RESET)|socket hang up/);
  await network.start();
  expect((await request.get(health)).ok()).toBe(true);
});

test("a kept profile survives the end of its browser", async ({ person }) => {
  const ana = await person("Ana");
  await ana.open("/");
  await ana.page.evaluate(() => localStorage.setItem("kept", "yes"));
  await ana.restartBrowser();
  await ana.open("/");
  expect(await ana.page.evaluate(() => localStorage.getItem("kept"))).toBe("yes");
});
