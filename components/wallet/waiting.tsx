import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";

type WaitingProps = { step: "signing" | "revoking" | "registering"; onCancel?: () => void };

/** Somebody else is at it: the wallet, or the network. */
export function Waiting({ step, onCancel }: WaitingProps) {
  const t = useTranslations("wallet");
  const tCommon = useTranslations("common");
  return (
    <>
      <h3 className="flex items-center gap-3 font-semibold">
        <Spinner />
        {t(`${step}.title`)}
      </h3>
      <p className="text-soft">{t(`${step}.body`)}</p>
      {onCancel && (
        <Button look="secondary" onClick={onCancel}>
          {tCommon("cancel")}
        </Button>
      )}
    </>
  );
}
