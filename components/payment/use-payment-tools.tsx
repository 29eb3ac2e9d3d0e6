import { HandCoins, Send, Wallet } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
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

type PaymentPlace = {
  thread: ThreadKey;
  self: Address;
  /** Left out in a group, and until it is known. */
  peer: Address | undefined;
  peerName: string;
};

export type PaymentTools = {
  /** For the composer: where a chain is at hand. */
  button: ReactNode;
  /** To be rendered outside of it: a form has no place in another one. */
  dialog: ReactNode;
};

/** Asking for money and sending some. */
export function usePaymentTools({ thread, self, peer, peerName }: PaymentPlace): PaymentTools {
  const t = useTranslations("payment");
  const tPalette = useTranslations("palette");
  const { chainIds } = usePayments(thread);
  const [way, setWay] = useState<PaymentWay>();
  const [isSending, setIsSending] = useState(false);
  const PaymentDialog = useChunk(dialog);
  const isOffered = chainIds.length > 0 && peer !== undefined;
  const actions = useMemo(() => {
    const open = (chosen: PaymentWay) => () => {
      dialog.load();
      setWay(chosen);
      if (chosen === "send") setIsSending(true);
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
  const close = () => setWay(undefined);
  if (!isOffered) return { button: null, dialog: null };
  return {
    button: (
      <Menu
        align="end"
        trigger={
          <IconButton label={t("label", { name: peerName })} className="size-9 rounded-full">
            <Wallet aria-hidden="true" size={18} />
          </IconButton>
        }
      >
        <MenuActions groups={[actions]} />
      </Menu>
    ),
    dialog: PaymentDialog && (
      <>
        {way === "ask" && (
          <PaymentDialog
            key={`ask ${thread}`}
            {...{ thread, self, peer, peerName, way }}
            open
            onClose={close}
          />
        )}
        {isSending && (
          <PaymentDialog
            key={`send ${thread}`}
            {...{ thread, self, peer, peerName }}
            way="send"
            open={way === "send"}
            onClose={({ isUnderWay }) => {
              close();
              setIsSending(isUnderWay);
            }}
          />
        )}
      </>
    ),
  };
}
