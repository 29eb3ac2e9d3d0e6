import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Caution } from "@/lib/transactions/core/cautions.ts";
import { useChainName } from "../wallet/use-chain-name.ts";
import { inMono } from "./in-mono.tsx";

type CautionsProps = { cautions: readonly Caution[]; chainId: number };

/** What somebody should know before they say yes, in sentences. */
export function Cautions({ cautions, chainId }: CautionsProps) {
  const sentence = useCautionSentence(chainId);
  if (cautions.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 rounded-lg bg-warning-tint p-2.5 text-sm">
      {cautions.map((caution) => (
        <li key={caution.kind} className="foreign flex gap-2">
          <TriangleAlert aria-hidden="true" size={16} className="mt-px shrink-0 text-warning" />
          <span>{sentence(caution)}</span>
        </li>
      ))}
    </ul>
  );
}

function useCautionSentence(chainId: number): (caution: Caution) => ReactNode {
  const t = useTranslations("transactions.caution");
  const chain = useChainName()(chainId);
  return (caution) => {
    switch (caution.kind) {
      case "imitation":
        return t("imitation", { symbol: caution.symbol, chain });
      case "looks-like":
        return t.rich("looks-like", {
          address: caution.address,
          known: caution.known,
          mono: inMono,
        });
      case "disagrees":
        return t("disagrees");
      case "no-contract":
      case "not-checked":
        return t(caution.kind, { chain });
      default:
        return t(caution.kind);
    }
  };
}
