import { MonitorSmartphone, Timer } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Point } from "./point.tsx";

/** Where the browser keeps nothing: what a session that ends with the tab means, and the way to it. */
export function TemporaryOffer({ onAccept }: { onAccept: () => void }) {
  const t = useTranslations("wallet.temporary.offer");
  return (
    <section className="flex flex-col gap-3 rounded-xl border border-rule p-4">
      <h3 className="font-semibold">{t("title")}</h3>
      <ul className="flex flex-col gap-2.5">
        <Point icon={<Timer aria-hidden="true" size={18} />}>{t("tab")}</Point>
        <Point icon={<MonitorSmartphone aria-hidden="true" size={18} />}>{t("device")}</Point>
      </ul>
      <Button look="secondary" onClick={onAccept}>
        {t("action")}
      </Button>
    </section>
  );
}
