"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { FoundRecipient } from "./found-recipient.tsx";
import { useLookup } from "./use-lookup.ts";
import type { OpenRecipient } from "./use-recipient.ts";

type NamedRecipientProps = {
  name: string;
  self: Address;
  onOpen: OpenRecipient;
  /** Says why the name leads nowhere. */
  failed: (code: ErrorCode, retry: () => void) => ReactNode;
};

/** Who is behind a link with a name: somebody else chose that name, so the address is shown first. */
export function NamedRecipient({ name, self, onOpen, failed }: NamedRecipientProps) {
  const t = useTranslations("inbox.compose");
  const tLookUp = useTranslations("names.lookUp");
  const { found, problem, isPending, begin } = useLookup(name, self);
  const [isOpening, setIsOpening] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode>();

  const open = async () => {
    if (!found || isOpening) return;
    setIsOpening(true);
    setRefusal(undefined);
    await onOpen(found.address, found).catch((error: unknown) =>
      setRefusal(toParleyError(error).code),
    );
    setIsOpening(false);
  };

  if (problem) return failed(problem, begin);
  if (refusal) return failed(refusal, () => void open());
  if (!found || isPending) {
    return (
      <p role="status" className="flex flex-1 items-center justify-center gap-3 pb-16 text-soft">
        <Spinner />
        {tLookUp("pending")}
      </p>
    );
  }
  return (
    <section className="flex min-h-0 flex-1 flex-col items-center justify-center gap-5 px-6 pb-16">
      <div className="flex w-full max-w-96 flex-col gap-3">
        <FoundRecipient found={found} />
        <Button onClick={() => void open()} aria-disabled={isOpening}>
          {isOpening && <Spinner />}
          {isOpening ? t("checking") : t("submit")}
        </Button>
      </div>
    </section>
  );
}
