"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useInboxUse } from "@/lib/react/use-inbox-use.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { InboxUseGate } from "../settings/inbox-use-gate.tsx";
import { SignChange } from "../settings/sign-change-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

type TemporaryLeaveDialogProps = { open: boolean; onClose: () => void };

/** The end of a temporary session: its device is of no use after it, so it is removed if one likes. */
export function TemporaryLeaveDialog({ open, onClose }: TemporaryLeaveDialogProps) {
  const t = useTranslations("wallet.temporary.leave");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Leave />
    </Dialog>
  );
}

function Leave() {
  const t = useTranslations("wallet.temporary.leave");
  const { signOut } = useSession();
  const [isRemoving, setRemoving] = useState(false);
  const leave = () => signOut({ erase: true });
  return (
    <>
      {isRemoving ? (
        <Removal onDone={leave} />
      ) : (
        <>
          <p className="text-soft">{t("body")}</p>
          <p className="text-soft">{t("device")}</p>
          <Button onClick={() => setRemoving(true)}>{t("remove")}</Button>
        </>
      )}
      <Button look="quiet" onClick={leave}>
        {t("stay")}
      </Button>
    </>
  );
}

function Removal({ onDone }: { onDone: () => void }) {
  const t = useTranslations("wallet.temporary.leave");
  const inbox = useInboxUse();
  return (
    <InboxUseGate inbox={inbox}>
      {({ use, ownInstallation }) => (
        <SignChange
          change={{
            consequences: t("consequences"),
            ...(use.recovery && { signer: use.recovery }),
            plan: () => ({ kind: "revoke-installations", installationIds: [ownInstallation] }),
          }}
          use={use}
          onDone={onDone}
        />
      )}
    </InboxUseGate>
  );
}
