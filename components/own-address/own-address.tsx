"use client";

import { Check, Download, Link as LinkIcon, Share2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { useOwnName } from "@/lib/react/use-accounts.ts";
import { Face } from "../avatar/face.tsx";
import { saveFile } from "../history/save-file.ts";
import { AddressGroups } from "../ui/address-groups.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton, useCopy } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { personName } from "../ui/names.ts";
import { type QrCode, QUIET_MODULES, qrCode, qrPath } from "./qr-code.ts";
import { qrImage } from "./qr-image.ts";

type OwnAddressProps = { open: boolean; onClose: () => void; self: Address };

/** One's own address, to be given to somebody: as a code to scan, as a link, as it is. */
export function OwnAddress({ open, onClose, self }: OwnAddressProps) {
  const t = useTranslations("ownAddress");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Card self={self} />
    </Dialog>
  );
}

function Card({ self }: { self: Address }) {
  const t = useTranslations("ownAddress");
  const tCommon = useTranslations("common");
  const name = useOwnName(self);
  const link = new URL(`/dm/${self}`, window.location.href).href;
  const code = useMemo(() => qrCode(link), [link]);
  return (
    <>
      <p className="text-soft text-sm">{t("body")}</p>
      <Code code={code} label={t("code", { link })} />
      <div className="flex items-center gap-3">
        <Face address={self} sizePx={36} />
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          {name && <p className="foreign truncate font-semibold">{personName(self, name)}</p>}
          <AddressGroups address={self} />
        </div>
        <CopyButton label={tCommon("copyAddress")} text={self} />
      </div>
      <Ways link={link} code={code} fileName={`parley-${shortAddress(self)}.png`} />
    </>
  );
}

/** Dark on light in both themes: scanners read no other. */
function Code({ code, label }: { code: QrCode; label: string }) {
  const side = code.sizeModules + 2 * QUIET_MODULES;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}`}
      shapeRendering="crispEdges"
      className="mx-auto w-full max-w-64 rounded-2xl border border-rule"
    >
      <rect x={-QUIET_MODULES} y={-QUIET_MODULES} width={side} height={side} fill="#fff" />
      <path d={qrPath(code)} fill="#000" />
    </svg>
  );
}

function Ways({ link, code, fileName }: { link: string; code: QrCode; fileName: string }) {
  const t = useTranslations("ownAddress");
  const tCommon = useTranslations("common");
  const { copied, copy } = useCopy();
  const canShare = typeof navigator.share === "function";
  const share = () => {
    // Who closes the system's sheet has changed their mind, and needs no word about it.
    navigator.share({ title: t("shareTitle"), url: link }).catch(() => undefined);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {canShare && (
        <Button onClick={share} className="flex-1">
          <Share2 aria-hidden="true" size={16} />
          {t("share")}
        </Button>
      )}
      <Button
        look={canShare ? "secondary" : "primary"}
        onClick={() => void copy(link)}
        className="flex-1"
      >
        {copied ? (
          <Check aria-hidden="true" size={16} />
        ) : (
          <LinkIcon aria-hidden="true" size={16} />
        )}
        {copied ? tCommon("copied") : t("copyLink")}
      </Button>
      <Button
        look="secondary"
        onClick={() => void qrImage(code).then((image) => saveFile(fileName, image))}
        className="flex-1"
      >
        <Download aria-hidden="true" size={16} />
        {t("download")}
      </Button>
      <span role="status" className="sr-only">
        {copied && tCommon("copied")}
      </span>
    </div>
  );
}
