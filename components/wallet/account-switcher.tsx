import { UserRoundPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import { type KnownAccount, useKeptUnread, useSwitchAccount } from "@/lib/react/use-accounts.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { MenuGroup, MenuItem } from "../ui/menu.tsx";
import { personName } from "../ui/names.ts";

type AccountSwitcherProps = { others: readonly KnownAccount[]; onAdd: () => void };

/** The other accounts of this device, and the way to one more. Parts of a menu. */
export function AccountSwitcher({ others, onAdd }: AccountSwitcherProps) {
  const t = useTranslations("wallet.menu");
  const add = (
    <MenuItem onSelect={onAdd}>
      <UserRoundPlus aria-hidden="true" size={18} />
      {t("add")}
    </MenuItem>
  );
  if (others.length === 0) return add;
  return (
    <MenuGroup label={t("others")}>
      {others.map((account) => (
        <AccountItem key={account.inboxId} account={account} />
      ))}
      {add}
    </MenuGroup>
  );
}

function AccountItem({ account }: { account: KnownAccount }) {
  const t = useTranslations("wallet.menu");
  const switchTo = useSwitchAccount();
  const unread = useKeptUnread(account) ?? 0;
  const short = shortAddress(account.address);
  const name = personName(account.address, account.name);
  const label = t("switchTo", { account: name });
  return (
    <MenuItem
      onSelect={() => switchTo(account)}
      label={unread > 0 ? `${label}. ${t("unread", { count: unread })}` : label}
      title={account.address}
    >
      <Avatar address={account.address} sizePx={26} className="-mx-1" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="foreign truncate leading-5">{name}</span>
        {name !== short && <span className="font-mono text-faint text-xs">{short}</span>}
      </span>
      {unread > 0 && (
        <span
          aria-hidden="true"
          title={t("unread", { count: unread })}
          className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 font-semibold text-2xs text-on-accent"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </MenuItem>
  );
}
