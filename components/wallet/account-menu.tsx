"use client";

import { Copy, Globe, LogOut, Settings } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { useAccounts, useOwnName } from "@/lib/react/use-accounts.ts";
import { useIsTemporary } from "@/lib/react/use-session.ts";
import { Face } from "../avatar/face.tsx";
import { useCopy } from "../ui/copy-button.tsx";
import { ICON_BUTTON_CLASS } from "../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { personName } from "../ui/names.ts";
import { AccountSwitcher } from "./account-switcher.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";
import { TemporaryLeaveDialog } from "./temporary-leave-dialog.tsx";

type AccountMenuProps = {
  self: Address;
  env: string;
  /** Takes the focus: the menu that it was chosen in is gone with the account before. */
  takesFocus: boolean;
  onSettings: () => void;
  onAddWallet: () => void;
  /** More of a menu: appearance, language. */
  children?: ReactNode;
};

/** Who one is here, on which network, who else one may be, and the way out. */
export function AccountMenu(props: AccountMenuProps) {
  const { self, env, takesFocus, onSettings, onAddWallet, children } = props;
  const t = useTranslations("wallet.menu");
  const others = useAccounts().filter(({ address }) => address !== self);
  const isTemporary = useIsTemporary();
  const [isLeaving, setLeaving] = useState(false);
  const { copied, copy } = useCopy();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const label = t("label", { address: shortAddress(self) });
  const trigger = (
    <button
      ref={button}
      type="button"
      aria-label={label}
      title={label}
      className={ICON_BUTTON_CLASS}
    >
      <Face address={self} sizePx={28} />
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <Self address={self} />
        <p className="flex items-center gap-3 px-3 py-1.5 text-soft text-sm">
          <Globe aria-hidden="true" size={18} />
          {t("network", { env })}
        </p>
        <MenuItem onSelect={() => void copy(self)}>
          <Copy aria-hidden="true" size={18} />
          {t("copy")}
        </MenuItem>
        <MenuItem onSelect={onSettings}>
          <Settings aria-hidden="true" size={18} />
          {t("settings")}
        </MenuItem>
        {!isTemporary && <MenuSeparator />}
        {!isTemporary && <AccountSwitcher others={others} onAdd={onAddWallet} />}
        {children && <MenuSeparator />}
        {children}
        <MenuSeparator />
        <MenuItem onSelect={() => setLeaving(true)}>
          <LogOut aria-hidden="true" size={18} />
          {others.length > 0 && !isTemporary
            ? t("signOutOf", { address: shortAddress(self) })
            : t("signOut")}
        </MenuItem>
      </Menu>
      <span role="status" className="sr-only">
        {copied && t("copied")}
      </span>
      {isTemporary ? (
        <TemporaryLeaveDialog open={isLeaving} onClose={() => setLeaving(false)} />
      ) : (
        <SignOutDialog
          open={isLeaving}
          onClose={() => setLeaving(false)}
          self={self}
          next={others[0]}
        />
      )}
    </>
  );
}

/** The account in use, by name where it has one; the address always in full. */
function Self({ address }: { address: Address }) {
  const name = useOwnName(address);
  const shown = personName(address, name);
  return (
    <div className="flex items-center gap-3 px-3 py-2">
      <Face address={address} sizePx={32} />
      <div className="min-w-0">
        {name && <p className="foreign w-48 truncate font-semibold">{shown}</p>}
        <p className="foreign w-48 font-mono text-xs">{address}</p>
      </div>
    </div>
  );
}
