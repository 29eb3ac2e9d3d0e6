import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Action } from "@/lib/transactions/core/action.ts";
import { isEndless } from "@/lib/transactions/core/amount.ts";
import type { Measure } from "@/lib/transactions/core/movement.ts";
import { tokenWord, useAmounts } from "./use-amounts.ts";

type Situation = { chainId: number; measure: Measure; nameOf: (address: Address) => string };

/** What a call does, in one sentence. */
export function useCallSentence(): (action: Action, situation: Situation) => string {
  const t = useTranslations("transactions.call");
  const amounts = useAmounts();
  return (action, { chainId, measure, nameOf }) => {
    switch (action.kind) {
      case "pay":
        return t("send", { amount: amounts.coins(action.amount, chainId), to: nameOf(action.to) });
      case "move": {
        const amount = amounts.tokens(action.amount, measure);
        const to = nameOf(action.to);
        return action.from
          ? t("move", { amount, to, from: nameOf(action.from) })
          : t("send", { amount, to });
      }
      case "move-item": {
        const item = amounts.tokens(action.id, { kind: "item" });
        const ends = { from: nameOf(action.from), to: nameOf(action.to) };
        return action.amount === undefined
          ? t("move", { amount: item, ...ends })
          : t("moveSeveral", { count: String(action.amount), item, ...ends });
      }
      case "allow": {
        const spender = nameOf(action.spender);
        const token = tokenWord(measure, t("thisToken"));
        if (measure.kind !== "item") {
          if (isEndless(action.amount)) return t("allowEndless", { spender, token });
          if (action.amount === 0n && !action.adds) return t("disallow", { spender, token });
        }
        const amount = amounts.tokens(action.amount, measure);
        return t(action.adds ? "allowMore" : "allow", { spender, amount });
      }
      case "allow-all": {
        const spender = nameOf(action.spender);
        const token = tokenWord(measure, t("thisCollection"));
        return t(action.isAllowed ? "allowAll" : "disallow", { spender, token });
      }
      case "create":
        return t("create");
      case "other":
        return t("other", { selector: action.selector, contract: nameOf(action.contract) });
    }
  };
}
