import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PlacedRequest, RunBinding } from "@/lib/react/use-transactions.ts";
import { confirmedCount, isDone, isSlow, type Run } from "@/lib/transactions/core/run.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { useChainName } from "../wallet/use-chain-name.ts";
import { CarryOutDialog } from "./carry-out-dialog.tsx";
import { useRunWords } from "./use-run-words.ts";

type RunBarProps = { binding: RunBinding; placed: PlacedRequest };

/** How a request stands, and what can be done about it. */
export function RunBar({ binding, placed }: RunBarProps) {
  const t = useTranslations("transactions.run");
  const nameOfChain = useChainName();
  const words = useRunWords(placed.request.chainId);
  const [isChoosing, setIsChoosing] = useState(false);
  const { run, isOpening, error } = binding;
  const isBusy = isOpening || run?.isBusy === true;
  const asksPerson = run !== undefined && !isBusy && (run.stop?.kind === "unsure" || isSlow(run));
  const isOver = run !== undefined && (isDone(run) || run.stop?.kind === "untold");
  const mayGoOn = !isBusy && !isOver && run?.stop?.kind !== "unsure";
  return (
    <div className="flex flex-col gap-2">
      <div role="status" className="flex items-start gap-2 text-sm empty:hidden">
        {isBusy && <Spinner />}
        {isOpening ? <span>{t("opening")}</span> : run && <span>{words(run)}</span>}
      </div>
      {error && !isBusy && <ErrorSentence error={error} />}
      {asksPerson && (
        <div className="flex flex-wrap gap-2">
          <Button look="secondary" size="small" onClick={() => binding.answer(true)}>
            {t("wasSent")}
          </Button>
          <Button look="secondary" size="small" onClick={() => binding.answer(false)}>
            {t("wasNotSent")}
          </Button>
        </div>
      )}
      {mayGoOn && <Button onClick={() => setIsChoosing(true)}>{t(buttonOf(run))}</Button>}
      {isChoosing && (
        <CarryOutDialog
          sender={placed.sender}
          chain={nameOfChain(placed.request.chainId)}
          onClose={() => setIsChoosing(false)}
          onChoose={(optionId) => {
            setIsChoosing(false);
            void binding.carryOut(optionId);
          }}
        />
      )}
    </div>
  );
}

function buttonOf(run: Run | undefined): "start" | "goOn" | "again" | "look" {
  if (!run) return "start";
  if (run.bundleId !== undefined || run.steps.some(({ kind }) => kind === "sent")) return "look";
  if (run.steps.some(({ kind }) => kind === "reverted")) return "again";
  return confirmedCount(run) > 0 ? "goOn" : "start";
}
