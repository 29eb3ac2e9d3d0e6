import { useTranslations } from "use-intl";
import { dmKey } from "@/lib/messaging/core/records.ts";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import type { TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import { useCalled } from "../calls/use-called.ts";
import { TransferItem } from "./transfer-item.tsx";

type TransferListProps = { calls: Calls; view: CallsView; rows: readonly TransferRow[] };

/** Files on their way, and those that nobody has dealt with yet. */
export function TransferList({ calls, view, rows }: TransferListProps) {
  const t = useTranslations("transfers");
  if (rows.length === 0) return null;
  return (
    <ul aria-label={t("title")} className="flex flex-col px-4">
      {rows.map((row) => (
        <Item key={row.key} calls={calls} view={view} row={row} />
      ))}
    </ul>
  );
}

function Item(props: { calls: Calls; view: CallsView; row: TransferRow }) {
  return <TransferItem {...props} called={useCalled(dmKey(props.row.peer))} />;
}
