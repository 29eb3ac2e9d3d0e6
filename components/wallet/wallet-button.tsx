import { type LucideIcon, Smartphone, Vault, Wallet } from "lucide-react";
import { useTranslations } from "use-intl";
import type { WalletOption } from "@/lib/react/use-wallet-options.ts";

/** A wallet by name and icon, to be chosen. */
export function WalletButton({ option, onChoose }: { option: WalletOption; onChoose: () => void }) {
  const name = useWalletName(option);
  const t = useTranslations("wallet.choose");
  const detail = DETAILS[option.kind];
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex min-h-12 items-center gap-3 rounded-xl border border-rule px-3 py-2 text-start font-semibold transition-colors hover:bg-hover"
    >
      <WalletIcon option={option} />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="foreign">{name}</span>
        {detail && <span className="block pt-0.5 font-normal text-soft text-xs">{t(detail)}</span>}
      </span>
    </button>
  );
}

/** What tells one test wallet from another, beside its name. */
const DETAILS: Partial<Record<WalletOption["kind"], "deployed" | "notDeployed">> = {
  "test-safe": "deployed",
  "test-new-safe": "notDeployed",
};

/** What to call a wallet: its own name, which one from before EIP-6963 does not tell. */
export function useWalletName(option: WalletOption | undefined): string {
  const t = useTranslations("wallet.choose");
  switch (option?.kind) {
    case "test-safe":
    case "test-new-safe":
      return t("safe", { owners: option.name });
    case "lent":
      return t("lent", { site: option.name });
    default:
      return option?.name || t("legacy");
  }
}

const ICONS: Partial<Record<WalletOption["kind"], LucideIcon>> = {
  walletconnect: Smartphone,
  "test-safe": Vault,
  "test-new-safe": Vault,
};

function WalletIcon({ option }: { option: WalletOption }) {
  if (option.kind === "test") {
    return (
      <span
        aria-hidden="true"
        className="flex size-7 items-center justify-center rounded-full bg-tint text-accent"
      >
        {option.name.slice(0, 1)}
      </span>
    );
  }
  if (option.iconUrl) {
    // biome-ignore lint/performance/noImgElement: a data: URI, with nothing to optimise
    return <img src={option.iconUrl} alt="" width={28} height={28} className="rounded-md" />;
  }
  const Icon = ICONS[option.kind] ?? Wallet;
  return <Icon aria-hidden="true" size={28} className="text-soft" />;
}
