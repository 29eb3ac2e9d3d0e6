import { ChevronDown, ChevronUp } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import type { TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { TransferList } from "./transfer-list.tsx";

type TransfersCardProps = { calls: Calls; view: CallsView; rows: readonly TransferRow[] };

/** Where files of calls are while there is none, until somebody deals with them. */
export function TransfersCard({ calls, view, rows }: TransfersCardProps) {
  const t = useTranslations("transfers.kept");
  const body = useId();
  // Whoever comes back later finds them out of the way.
  const [isOpen, setIsOpen] = useState(view.call.kind !== "idle");
  const Icon = isOpen ? ChevronUp : ChevronDown;
  return (
    <section
      aria-label={t("title")}
      className="appear flex max-h-[calc(100dvh-9rem)] w-full flex-col overflow-hidden rounded-2xl border border-rule bg-raised shadow-pop"
    >
      <div className="flex items-center gap-2 py-1 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 font-semibold text-sm">
          {t("title")} <span className="font-normal text-soft">{rows.length}</span>
        </h2>
        <IconButton
          label={t(isOpen ? "hide" : "show")}
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon aria-hidden="true" size={18} />
        </IconButton>
      </div>
      <div id={body} hidden={!isOpen} className="scroll-pane min-h-0 overflow-y-auto">
        <TransferList calls={calls} view={view} rows={rows} />
      </div>
    </section>
  );
}
