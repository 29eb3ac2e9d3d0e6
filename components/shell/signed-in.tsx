"use client";

import { memo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import { NewDeviceNotice } from "../history/new-device-notice.tsx";
import { StorageNotice } from "../history/storage-notice.tsx";
import type { Network } from "../line/path.ts";
import { goTo } from "../place/go.ts";
import { settingsPath } from "../settings/sections.ts";
import { AccountMenu } from "../wallet/account-menu.tsx";
import { SessionNotice } from "../wallet/session-notice.tsx";
import { Messenger } from "./messenger.tsx";
import { PreferenceChoices } from "./preference-choices.tsx";

type SignedInProps = { network: Network; self: Address };

/** The messenger of the account that is signed in. How its client opens is nothing to redraw. */
export const SignedIn = memo(function SignedIn({ network, self }: SignedInProps) {
  const toSettings = () => goTo(settingsPath("devices"));
  return (
    <Messenger
      // Another account is another messenger: nothing of the first may stay on the screen.
      key={self}
      network={network}
      self={self}
      accountMenu={
        <AccountMenu address={self} env={network.env} onSettings={toSettings}>
          <PreferenceChoices />
        </AccountMenu>
      }
      notice={
        <>
          <SessionNotice />
          <NewDeviceNotice />
          <StorageNotice />
        </>
      }
    />
  );
});
