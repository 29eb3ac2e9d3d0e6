import { useTranslations } from "use-intl";
import type { FileCopy } from "@/lib/attachments/core/attachment.ts";
import { useArchived } from "@/lib/react/use-archived.ts";

/** How an own file is kept, by the word of the server that keeps it. */
export function ArchivedNote({ url }: { url: string }) {
  const t = useTranslations("attachments.about");
  const archived = useArchived(url);
  if (archived.kind !== "archived") return <span>{t(archived.kind)}</span>;
  const { copies } = archived.file;
  const count = copies.filter(isKept).length;
  const services = copies.flatMap((copy) =>
    copy.kind === "service" ? t(`service.${copy.status}`, { name: copy.name }) : [],
  );
  return (
    <span>
      {services.length > 0
        ? t("archivedAt", { count, services: services.join(", ") })
        : t("archived", { count })}
    </span>
  );
}

function isKept(copy: FileCopy): boolean {
  return copy.kind === "node" || copy.status === "pinned";
}
