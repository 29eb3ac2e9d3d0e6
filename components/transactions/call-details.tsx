import { useTranslations } from "use-intl";
import type { ReadCall } from "@/lib/transactions/core/request.ts";
import { useAmounts } from "./use-amounts.ts";

/** The bytes of a call, for who wants to read them. A payment has none. */
export function CallDetails({ read: { call }, chainId }: { read: ReadCall; chainId: number }) {
  const t = useTranslations("transactions.call");
  const amounts = useAmounts();
  if (call.data === "0x") return null;
  return (
    <details className="text-sm">
      <summary className="min-h-6 cursor-pointer text-soft">{t("details")}</summary>
      {call.value > 0n && <p>{t("value", { amount: amounts.coins(call.value, chainId) })}</p>}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard
        tabIndex={0}
        dir="ltr"
        className="scroll-pane mt-1 max-h-32 whitespace-pre-wrap break-all rounded-lg bg-ink/8 p-2 font-mono text-xs"
      >
        {call.data}
      </pre>
    </details>
  );
}
