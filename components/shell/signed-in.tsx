"use client";

import { Keyboard as KeyboardIcon, QrCode } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { HistoryNotice } from "../history/history-notice.tsx";
import { StorageNotice } from "../history/storage-notice.tsx";
import type { Network } from "../line/path.ts";
import { openOverlay } from "../palette/overlay.ts";
import { goTo } from "../place/go.ts";
import { settingsPath } from "../settings/sections.ts";
import { MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { AccountMenu } from "../wallet/account-menu.tsx";
import { SessionNotice } from "../wallet/session-notice.tsx";
import { Messenger } from "./messenger.tsx";
import { PreferenceChoices } from "./preference-choices.tsx";

type SignedInProps = {
  network: Network;
  self: Address;
  /** Another account was on the screen before. */
  isSwitched: boolean;
  /** What the page's address names is that account's business. */
  ignoresPath: boolean;
  onAddWallet: () => void;
};

/** The messenger of the account that is in use. How its client opens is nothing to redraw. */
export const SignedIn = memo(function SignedIn(props: SignedInProps) {
  const { network, self, isSwitched, ignoresPath, onAddWallet } = props;
  const t = useTranslations("wallet.menu");
  const tOwn = useTranslations("ownAddress");
  const tPalette = useTranslations("palette");
  const toSettings = () => goTo(settingsPath("devices"));
  return (
    <>
      <p role="status" className="sr-only">
        {isSwitched && t("now", { address: shortAddress(self) })}
      </p>
      <Messenger
        // Another account is another messenger: nothing of the first may stay on the screen.
        key={self}
        network={network}
        self={self}
        ignoresPath={ignoresPath}
        accountMenu={
          <AccountMenu
            self={self}
            env={network.env}
            takesFocus={isSwitched}
            onSettings={toSettings}
            onAddWallet={onAddWallet}
          >
            <MenuItem onSelect={() => openOverlay("own-address")}>
              <QrCode aria-hidden="true" size={18} />
              {tOwn("title")}
            </MenuItem>
            <MenuItem onSelect={() => openOverlay("shortcuts")}>
              <KeyboardIcon aria-hidden="true" size={18} />
              {tPalette("shortcuts.title")}
            </MenuItem>
            <MenuSeparator />
            <PreferenceChoices />
          </AccountMenu>
        }
        notice={
          <>
            <SessionNotice />
            <HistoryNotice />
            <StorageNotice />
          </>
        }
      />
    </>
  );
});
