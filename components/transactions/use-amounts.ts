import { useLocale, useTranslations } from "use-intl";
import { inUnits } from "@/lib/transactions/core/amount.ts";
import type { Measure } from "@/lib/transactions/core/movement.ts";
import { coinOf } from "@/lib/transactions/core/networks.ts";
import { decimalSeparator } from "../ui/decimal-separator.ts";

/** Amounts as people read them, exact to the last digit. */
export function useAmounts() {
  const t = useTranslations("transactions.amount");
  const locale = useLocale();
  const grouped = new Intl.NumberFormat(locale);

  function units(amount: bigint, decimals: number): string {
    // In two parts: a number would lose digits.
    const [whole = "0", fraction] = inUnits(amount, decimals).split(".");
    const said = grouped.format(BigInt(whole));
    return fraction ? `${said}${decimalSeparator(locale)}${fraction}` : said;
  }

  return {
    coins: (amount: bigint, chainId: number): string => {
      const coin = coinOf(chainId);
      if (!coin) return t("ofChain", { amount: units(amount, 0) });
      return t("of", { amount: units(amount, coin.decimals), symbol: coin.symbol });
    },
    tokens: (amount: bigint, measure: Measure): string => {
      if (measure.kind === "item") return t("item", { id: String(amount) });
      if (measure.kind === "unknown") return t("smallest", { amount: units(amount, 0) });
      const { decimals, symbol } = measure;
      const number = units(amount, decimals);
      return symbol ? t("of", { amount: number, symbol }) : t("unnamed", { amount: number });
    },
    /** What somebody says that it is, as they wrote it. */
    claimed: (amount: string, currency: string | undefined): string =>
      currency ? t("of", { amount, symbol: currency }) : amount,
  };
}

/** What a token of an action is called where its amount is not said. */
export function tokenWord(measure: Measure, unnamed: string): string {
  if (measure.kind === "units") return measure.symbol ?? unnamed;
  if (measure.kind === "item") return measure.name ?? unnamed;
  return unnamed;
}
