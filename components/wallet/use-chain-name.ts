import { useTranslations } from "use-intl";
import { chainName, isLocalChain } from "@/lib/identity/core/chain-name.ts";

/** What to call a chain in the middle of a sentence; what is no number is that of the wallet. */
export function useChainName(): (chainId: unknown) => string {
  const t = useTranslations("wallet.chains");
  return (chainId) => {
    if (typeof chainId !== "number") return t("unknown");
    if (isLocalChain(chainId)) return t("local");
    return chainName(chainId) ?? t("other", { id: String(chainId) });
  };
}
