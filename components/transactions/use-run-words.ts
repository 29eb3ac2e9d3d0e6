import { useTranslations } from "use-intl";
import { confirmedCount, isDone, type Run } from "@/lib/transactions/core/run.ts";
import { useChainName } from "../wallet/use-chain-name.ts";

/** How a request stands, in sentences; empty while there is nothing to say. */
export function useRunWords(ofChain: number): (run: Run) => string {
  const t = useTranslations("transactions.run");
  const tErrors = useTranslations("errors");
  const nameOfChain = useChainName();
  const chain = nameOfChain(ofChain);

  function stopped(run: Run): string | undefined {
    const { stop } = run;
    switch (stop?.kind) {
      case "failed":
        if (stop.code === "wallet.rejected") return t("rejected");
        if (stop.code === "wallet.wrong-account") return t("wrongAccount");
        return tErrors(stop.code, { chain: nameOfChain(stop.chainId ?? ofChain), from: chain });
      case "reverted":
        return t("reverted");
      case "unsure":
        return t("unsure");
      case "untold":
        return t("untold");
      case undefined:
        return undefined;
    }
  }

  return (run) => {
    const total = run.steps.length;
    const done = confirmedCount(run);
    if (isDone(run)) return t("done", { total });
    const so = total > 1 && done > 0 ? [t("partly", { done, total })] : [];
    const now = stopped(run) ?? (run.isBusy || isUnderWay(run) ? going(run, done) : undefined);
    return [...so, ...(now ? [now] : [])].join(" ");

    function going({ steps }: Run, before: number): string {
      const isAsked = steps.some(({ kind }) => kind === "asked");
      if (!isAsked) return t("confirming", { chain });
      const together = steps.filter(({ kind }) => kind === "asked").length > 1;
      return total === 1 || together
        ? t("asking", { chain })
        : t("askingOneOf", { number: before + 1, total, chain });
    }
  };
}

function isUnderWay({ steps }: Run): boolean {
  return steps.some(({ kind }) => kind === "sent");
}
