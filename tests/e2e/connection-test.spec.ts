import { expectAccessible } from "./harness/accessible.ts";
import { signIn } from "./harness/at-parley.ts";
import { expect, test } from "./harness/test.ts";
import { settings } from "./harness/words.ts";

const { connection } = settings;

test("what calls from this network come to is tested, and that there is no relay is said", async ({
  person,
}) => {
  const ana = await person("Ana");
  await ana.open("/settings/connection");
  await signIn(ana);
  const { page } = ana;
  await expect(page.getByRole("link", { name: settings.sections.connection })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const start = page.getByRole("button", { name: connection.start });
  await expect(start).toBeEnabled();
  await start.focus();
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("region", { name: connection.title }).getByRole("status"),
  ).toContainText(connection.outlook["same-network"].title);
  await expect(page.getByRole("button", { name: connection.again })).toBeFocused();
  const relay = page.getByRole("region", { name: connection.relay.title });
  await expect(relay).toContainText(connection.relay.none);
  const addresses = page.getByRole("region", { name: connection.addresses.title });
  await expect(addresses.getByRole("listitem").first()).toContainText(connection.addresses.of.host);
  await expectAccessible(page, "the test of the connection");
});
