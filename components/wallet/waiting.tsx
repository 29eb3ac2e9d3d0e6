import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { OwnersNote } from "./owners-note.tsx";

type WaitingProps =
  | { step: "registering" }
  | { step: "signing" | "revoking"; isContract: boolean; onCancel: () => void };

/** Somebody else is at it: the wallet, or the network. */
export function Waiting(props: WaitingProps) {
  const t = useTranslations("wallet");
  const tCommon = useTranslations("common");
  return (
    <>
      <h3 className="flex items-center gap-3 font-semibold">
        <Spinner />
        {t(`${props.step}.title`)}
      </h3>
      <p className="text-soft">{t(`${props.step}.body`)}</p>
      {props.step !== "registering" && (
        <>
          <OwnersNote isContract={props.isContract} />
          <Button look="secondary" onClick={props.onCancel}>
            {tCommon("cancel")}
          </Button>
        </>
      )}
    </>
  );
}
