"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "@/lib/react/use-session.ts";
import { useWalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Dialog } from "../ui/dialog.tsx";
import { SignInBody } from "./sign-in-body.tsx";
import { stepOf } from "./sign-in-state.ts";
import { Steps } from "./steps.tsx";

/** From a wallet to an inbox, one step at a time. Closing it at any step undoes the way. */
export default function SignInDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("wallet");
  const session = useSession();
  const wallets = useWalletOptions();
  const body = useRef<HTMLDivElement>(null);
  const { kind } = session.state;

  // The button that was pressed is gone with its step; the keyboard goes on from the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step anew
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus();
  }, [kind]);

  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Steps current={stepOf(session.state) ?? "connect"} />
      <div ref={body} tabIndex={-1} className="flex flex-col gap-4 outline-none">
        <SignInBody session={session} wallets={wallets} />
      </div>
    </Dialog>
  );
}
