"use client";

import { useTranslations } from "use-intl";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import {
  hasFewUpdatesLeft,
  type InboxUse,
  type Installation,
  MAX_INSTALLATIONS,
  MAX_UPDATES,
  updatesLeft,
} from "@/lib/identity/core/inbox-use.ts";
import { useInboxUse } from "@/lib/react/use-inbox-use.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { InboxUseGate } from "../settings/inbox-use-gate.tsx";
import { useProposedChange } from "../settings/use-proposed-change.tsx";
import { Button } from "../ui/button.tsx";
import { DeviceRow } from "./device-row.tsx";
import { useDeviceName } from "./device-summary.tsx";

/** The devices of one's inbox: which there are, what they are called, and their removal. */
export function Devices() {
  const inbox = useInboxUse();
  return (
    <InboxUseGate inbox={inbox}>
      {({ use, ownInstallation, isFresh, reload }) => (
        <fieldset disabled={!isFresh} className="contents">
          <DeviceList use={use} ownInstallation={ownInstallation} onChanged={reload} />
        </fieldset>
      )}
    </InboxUseGate>
  );
}

type DeviceListProps = {
  use: InboxUse;
  ownInstallation: InstallationId;
  onChanged: () => void;
};

function DeviceList({ use, ownInstallation, onChanged }: DeviceListProps) {
  const t = useTranslations("settings.devices");
  const nameOf = useDeviceName();
  const { propose, news, dialog } = useProposedChange(use, onChanged);
  const { signOut } = useSession();
  const others = use.installations.filter(({ id }) => id !== ownInstallation);
  const own = use.installations.filter(({ id }) => id === ownInstallation);

  function remove(removed: readonly Installation[]): void {
    const [first] = removed;
    if (!first) return;
    const count = removed.length;
    const installationIds = removed.map(({ id }) => id);
    propose({
      title: t("removeTitle", { count }),
      consequences: t("removeBody", { count, name: nameOf(first) }),
      ...(use.recovery && { signer: use.recovery }),
      plan: () => ({ kind: "revoke-installations", installationIds }),
      done: t("removed", { count }),
    });
  }

  /** What was kept here by a device that is none any more is of no use to anybody. */
  function removeThis({ id }: Installation): void {
    propose({
      title: t("removeThisTitle"),
      consequences: t("removeThisBody"),
      ...(use.recovery && { signer: use.recovery }),
      plan: () => ({ kind: "revoke-installations", installationIds: [id] }),
      done: t("removed", { count: 1 }),
      afterwards: () => signOut({ erase: true }),
    });
  }

  return (
    <>
      <p className="text-soft">
        {t("lead", { used: use.installations.length, most: MAX_INSTALLATIONS })}
      </p>
      <p role="status" className="empty:hidden rounded-xl bg-selected p-3">
        {news}
      </p>
      <ul className="overflow-hidden rounded-xl border border-rule">
        {[...own, ...others].map((installation) => (
          <DeviceRow
            key={installation.id}
            installation={installation}
            isThis={installation.id === ownInstallation}
            onRemove={() =>
              installation.id === ownInstallation
                ? removeThis(installation)
                : remove([installation])
            }
          />
        ))}
      </ul>
      {others.length > 1 && (
        <Button look="danger" className="self-start" onClick={() => remove(others)}>
          {t("removeOthers")}
        </Button>
      )}
      <UpdatesNote use={use} />
      {dialog}
    </>
  );
}

function UpdatesNote({ use }: { use: InboxUse }) {
  const t = useTranslations("settings.devices");
  if (!hasFewUpdatesLeft(use)) {
    return (
      <p className="text-faint text-sm">
        {t("updates", { used: use.updateCount, most: MAX_UPDATES })}
      </p>
    );
  }
  return (
    <p className="rounded-xl bg-warning-tint p-3">
      {t("few", { left: updatesLeft(use), most: MAX_UPDATES })}
    </p>
  );
}
