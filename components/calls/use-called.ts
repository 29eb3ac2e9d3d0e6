import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useName } from "@/lib/react/use-names.ts";
import { threadPath } from "../inbox/thread-path.ts";
import { displayName } from "../ui/names.ts";

/** The other side of a call, as their conversation is called. */
export type Called = {
  threadKey: ThreadKey;
  name: string;
  address: Address | undefined;
  path: string;
};

export function useCalled(threadKey: ThreadKey): Called {
  const t = useTranslations("inbox");
  const { rows } = useInboxRows();
  const row = rows.find(({ key }) => key === threadKey) ?? { key: threadKey };
  const address = "peer" in row ? row.peer?.address : undefined;
  const name = displayName(row, t("group"), useName(address)?.name);
  return { threadKey, name, address, path: threadPath(row) };
}
