import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { usePayments } from "@/lib/react/use-payments.ts";
import { type PlacedRequest, useRun } from "@/lib/react/use-transactions.ts";
import { paymentRequest } from "@/lib/transactions/core/payment.ts";
import { readRequest } from "@/lib/transactions/core/request.ts";
import { isUnderWay } from "@/lib/transactions/core/run.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { AccountLine } from "../wallet/account-line.tsx";
import { PaymentFields } from "./payment-fields.tsx";
import { SendMoney } from "./send-money.tsx";
import { type PaymentWay, usePayment } from "./use-payment.ts";

type PaymentDialogProps = {
  way: PaymentWay;
  thread: ThreadKey;
  self: Address;
  peer: Address;
  peerName: string;
  open: boolean;
  /** A payment under way is the same one when the dialog is opened again: kept by whoever renders it. */
  onClose: (left: { isUnderWay: boolean }) => void;
};

/** How much, of what, on which chain; then a message that asks for it, or one's own wallet. */
export function PaymentDialog({
  way,
  thread,
  self,
  peer,
  peerName,
  open,
  onClose,
}: PaymentDialogProps) {
  const t = useTranslations("payment");
  const { chainIds, ask } = usePayments(thread);
  const form = usePayment(chainIds, way === "ask" ? self : peer);
  const [note, setNote] = useState("");
  const [placed, setPlaced] = useState<PlacedRequest>();
  const binding = useRun(placed);
  const { run } = binding;
  const close = () =>
    onClose({ isUnderWay: binding.isOpening || (run !== undefined && isUnderWay(run)) });
  const [isTried, setIsTried] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    const { payment, chainId } = form;
    if (!payment) return;
    if (way === "ask") {
      ask(paymentRequest(payment, { chainId, from: peer, note }));
      return close();
    }
    const request = readRequest(paymentRequest(payment, { chainId, from: self, note: "" }));
    if (request.kind === "read") setPlaced({ messageId: ownKey(), thread, request, sender: self });
  };

  return (
    <Dialog open={open} onClose={close} title={t(way)}>
      {placed ? (
        <SendMoney placed={placed} binding={binding} onDone={close} />
      ) : (
        <form onSubmit={submit} noValidate className="flex flex-col gap-3">
          <AccountLine
            label={way === "ask" ? t("from", { name: peerName }) : t("to", { name: peerName })}
            address={peer}
          />
          <PaymentFields form={form} chainIds={chainIds} isTried={isTried} />
          {way === "ask" && (
            <Field
              label={t("note")}
              hint={t("noteHint")}
              value={note}
              maxLength={200}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
          <Button type="submit" aria-disabled={!form.payment}>
            {way === "ask" ? t("askNow") : t("goOn")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}

/** A payment of one's own stands on no message; a name that nobody else has will do. */
function ownKey(): MessageId {
  const [first, second] = crypto.getRandomValues(new Uint32Array(2));
  return `own-${first}-${second}` as MessageId;
}
