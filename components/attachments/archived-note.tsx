import { useTranslations } from "use-intl";
import { useArchived } from "@/lib/react/use-archived.ts";

/** How an own file is kept, by the word of the server that keeps it. */
export function ArchivedNote({ url }: { url: string }) {
  const t = useTranslations("attachments.about");
  const archived = useArchived(url);
  switch (archived.kind) {
    case "onNode":
      return <span>{t("onNode", { count: archived.copies })}</span>;
    case "onNodeAndPinned":
      return (
        <span>
          {t("onNodeAndPinned", {
            count: archived.copies,
            services: archived.services.join(", "),
          })}
        </span>
      );
    case "onlyPinned":
      return <span>{t("onlyPinned", { services: archived.services.join(", ") })}</span>;
    case "elsewhere":
      return <span>{t("elsewhere", { host: archived.host })}</span>;
    default:
      return <span>{t(archived.kind)}</span>;
  }
}
