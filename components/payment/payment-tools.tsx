import { HandCoins, Send, Wallet } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { usePayments } from "@/lib/react/use-payments.ts";
import { usePaletteActions } from "../palette/registry.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu, MenuActions } from "../ui/menu.tsx";
import type { PaymentWay } from "./use-payment.ts";

const dialog = chunk(async () => (await import("./payment-dialog.tsx")).PaymentDialog);

type PaymentToolsProps = { thread: ThreadKey; self: Address; peer: Address; peerName: string };

/** Asking for money and sending some, beside the words; where a chain is at hand. */
export function PaymentTools(props: PaymentToolsProps) {
  const { thread, peerName } = props;
  const t = useTranslations("payment");
  const tPalette = useTranslations("palette");
  const { chainIds } = usePayments(thread);
  const [way, setWay] = useState<PaymentWay>();
  const PaymentDialog = useChunk(dialog);
  const isOffered = chainIds.length > 0;
  const actions = useMemo(() => {
    const open = (chosen: PaymentWay) => () => {
      dialog.load();
      setWay(chosen);
    };
    return [
      { id: "ask", label: t("ask"), icon: HandCoins, run: open("ask") },
      { id: "send", label: t("send"), icon: Send, run: open("send") },
    ];
  }, [t]);
  usePaletteActions(
    useMemo(() => {
      const heading = tPalette("thisConversation");
      return isOffered
        ? actions.map((action) => ({ ...action, id: `payment ${action.id}`, heading }))
        : [];
    }, [actions, isOffered, tPalette]),
  );
  if (!isOffered) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("label", { name: peerName })} className="-ml-2 size-9 rounded-full">
            <Wallet aria-hidden="true" size={18} />
          </IconButton>
        }
      >
        <MenuActions groups={[actions]} />
      </Menu>
      {way && PaymentDialog && (
        <PaymentDialog {...props} way={way} onClose={() => setWay(undefined)} />
      )}
    </>
  );
}
