import { Check, Clock, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallStep } from "@/lib/transactions/core/run.ts";
import { Spinner } from "../ui/spinner.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** How far a call has come, before its sentence. */
export function StepMark({ step: { kind } }: { step: CallStep }) {
  const t = useTranslations("transactions.step");
  if (kind === "waiting") return null;
  return (
    <span className="mt-0.5 shrink-0">
      {kind === "confirmed" && <Check aria-hidden="true" size={16} className="text-accent" />}
      {kind === "reverted" && <X aria-hidden="true" size={16} className="text-danger" />}
      {kind === "sent" && <Spinner />}
      {kind === "asked" && <Clock aria-hidden="true" size={16} className="text-soft" />}
      <VisuallyHidden>{t(kind)}</VisuallyHidden>
    </span>
  );
}
