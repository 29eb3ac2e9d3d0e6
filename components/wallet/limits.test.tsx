import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, it } from "vitest";
import wallet from "@/lib/i18n/en/wallet.json" with { type: "json" };
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import { Explain } from "./explain.tsx";
import { Full } from "./full.tsx";
import { UseNote } from "./use-note.tsx";

// An inbox that has had 256 changes takes a network minutes to make.

const ADDRESS = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const nothing = () => undefined;

function used(installations: number, updateCount: number): InboxUse {
  return {
    inboxId: "1".repeat(64) as InboxId,
    installations: Array.from({ length: installations }, (_, n) => ({
      id: `${n}`.padStart(64, "a") as InstallationId,
    })),
    updateCount,
    wallets: [ADDRESS],
    recovery: ADDRESS,
  };
}

function drawn(node: ReactNode): string {
  return renderToStaticMarkup(
    <IntlProvider locale="en" messages={{ wallet } as never} timeZone="UTC">
      {node}
    </IntlProvider>,
  );
}

const fullWith = (updateCount: number) =>
  drawn(
    <Full
      state={{ kind: "full", address: ADDRESS, use: used(10, updateCount) }}
      chosen={new Set()}
      onChoose={nothing}
      onRevoke={nothing}
      onOtherWallet={nothing}
    />,
  );

const explainedWith = (updateCount: number) =>
  drawn(
    <Explain
      address={ADDRESS}
      signatureText="XMTP"
      use={used(1, updateCount)}
      isTemporary={false}
      onSign={nothing}
      onOtherWallet={nothing}
    />,
  );

it("says how many of 256 changes are used before a signature, and warns when few are left", () => {
  const note = drawn(<UseNote use={used(1, 230)} />);
  expect(note).toContain("device 2 of 10");
  expect(note).toContain("one of the 256 changes");
  expect(note).toContain("230 are used");
  expect(note).not.toContain("are left");
  expect(drawn(<UseNote use={used(1, 240)} />)).toContain("Only 16 changes of your inbox are left");
});

it("asks for no signature that leads nowhere: no device can be replaced with the last change", () => {
  for (const [updateCount, left] of [
    [255, "only one"],
    [256, "none"],
  ] as const) {
    const dialog = fullWith(updateCount);
    expect(dialog).toContain(`${left} of the 256 that an inbox may ever have is left`);
    expect(dialog.match(/<button/g), "another wallet is the only way on").toHaveLength(1);
  }
  const explained = explainedWith(256);
  expect(explained).toContain("All 256 changes that your inbox may ever have are used up");
  expect(explained.match(/<button/g)).toHaveLength(1);
  expect(explainedWith(255)).toContain(wallet.explain.action);
});
