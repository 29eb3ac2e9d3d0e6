"use client";

import type { Address } from "@/lib/identity/core/address.ts";
import type { Network } from "../line/path.ts";
import { AccountMenu } from "../wallet/account-menu.tsx";
import { SessionNotice } from "../wallet/session-notice.tsx";
import { Messenger } from "./messenger.tsx";
import { PreferenceChoices } from "./preference-choices.tsx";

/** The messenger of the account that is signed in. */
export default function SignedIn({ network, self }: { network: Network; self: Address }) {
  return (
    <Messenger
      // Another account is another messenger: nothing of the first may stay on the screen.
      key={self}
      network={network}
      self={self}
      accountMenu={
        <AccountMenu address={self} env={network.env}>
          <PreferenceChoices />
        </AccountMenu>
      }
      notice={<SessionNotice />}
    />
  );
}
