"use client";

import { Copy, Globe, LogOut, Settings } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { Face } from "../avatar/face.tsx";
import { useCopy } from "../ui/copy-button.tsx";
import { ICON_BUTTON_CLASS } from "../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";

type AccountMenuProps = {
  address: Address;
  env: string;
  onSettings: () => void;
  /** More of a menu: appearance, language. */
  children?: ReactNode;
};

/** Who one is here, on which network, and the way out. */
export function AccountMenu({ address, env, onSettings, children }: AccountMenuProps) {
  const t = useTranslations("wallet.menu");
  const [isLeaving, setLeaving] = useState(false);
  const { copied, copy } = useCopy();
  const label = t("label", { address: shortAddress(address) });
  const trigger = (
    <button type="button" aria-label={label} title={label} className={ICON_BUTTON_CLASS}>
      <Face address={address} sizePx={28} />
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <div className="flex items-center gap-3 px-3 py-2">
          <Face address={address} sizePx={32} />
          <p className="foreign w-48 font-mono text-xs">{address}</p>
        </div>
        <p className="flex items-center gap-3 px-3 py-1.5 text-soft text-sm">
          <Globe aria-hidden="true" size={18} />
          {t("network", { env })}
        </p>
        <MenuItem onSelect={() => void copy(address)}>
          <Copy aria-hidden="true" size={18} />
          {t("copy")}
        </MenuItem>
        <MenuItem onSelect={onSettings}>
          <Settings aria-hidden="true" size={18} />
          {t("settings")}
        </MenuItem>
        {children && <MenuSeparator />}
        {children}
        <MenuSeparator />
        <MenuItem onSelect={() => setLeaving(true)}>
          <LogOut aria-hidden="true" size={18} />
          {t("signOut")}
        </MenuItem>
      </Menu>
      <span role="status" className="sr-only">
        {copied && t("copied")}
      </span>
      <SignOutDialog open={isLeaving} onClose={() => setLeaving(false)} />
    </>
  );
}
