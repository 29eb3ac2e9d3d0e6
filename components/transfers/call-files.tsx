import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type Calls, type CallsView, useTransfers } from "@/lib/react/use-calls.ts";
import { TransferList } from "./transfer-list.tsx";

type CallFilesProps = { calls: Calls; view: CallsView; peer: InboxId | undefined };

/** Files between the two sides of a call. */
export function CallFiles({ calls, view, peer }: CallFilesProps) {
  const { rows } = useTransfers(calls);
  const between = rows.filter((row) => row.peer === peer);
  return <TransferList calls={calls} view={view} rows={between} />;
}
