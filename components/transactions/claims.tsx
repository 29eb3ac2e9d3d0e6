import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Claims, type Disagreement, inUnitsOfNumber } from "@/lib/transactions/core/claims.ts";
import { inMono } from "./in-mono.tsx";
import { useAmounts } from "./use-amounts.ts";

type ClaimsNoteProps = {
  claims: Claims;
  differing: readonly Disagreement[];
  /** Shows all that was said, where nothing better is known. */
  isAll?: boolean;
};

/** What the sender says of it: in their words, apart from what is known, and marked where it differs. */
export function ClaimsNote({ claims, differing, isAll = false }: ClaimsNoteProps) {
  const t = useTranslations("transactions.claims");
  const amounts = useAmounts();
  const shows = (part: Disagreement) => isAll || differing.includes(part);
  const { description, amount, currency, decimals, from, to } = claims;
  const said =
    amount === undefined ? currency : amounts.claimed(inUnitsOfNumber(amount, decimals), currency);
  const showsAmount = (shows("amount") || shows("currency")) && said !== undefined;
  const hasParts = showsAmount || (shows("from") && from) || (shows("to") && to);
  if (!description && !hasParts) return null;
  return (
    <div className="border-strong/50 border-l-2 pl-2 text-soft text-sm">
      <p className="text-faint text-xs">{t("title")}</p>
      {description && <p className="foreign">{t("quoted", { text: description })}</p>}
      {showsAmount && (
        <Said differs={differing.includes("amount") || differing.includes("currency")}>
          {t("amount", { amount: said })}
        </Said>
      )}
      {shows("from") && from && (
        <Said differs={differing.includes("from")}>
          {t.rich("from", { address: from, mono: inMono })}
        </Said>
      )}
      {shows("to") && to && (
        <Said differs={differing.includes("to")}>
          {t.rich("to", { address: to, mono: inMono })}
        </Said>
      )}
    </div>
  );
}

function Said({ differs, children }: { differs: boolean; children: ReactNode }) {
  const t = useTranslations("transactions.claims");
  return (
    <p className="foreign">
      {children} {differs && <strong className="text-warning">{t("differs")}</strong>}
    </p>
  );
}
