import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

/** Longer than one person takes to find the wallet's window and sign. */
const UNUSUAL_AFTER_MS = 20_000;

/**
 * Why a signature may take its time: an account with several owners. A contract that is not
 * deployed yet can't be told from a key before it has signed, so after a while it is said anyway.
 */
export function OwnersNote({ isContract }: { isContract: boolean }) {
  const t = useTranslations("wallet");
  const [isUnusual, setUnusual] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setUnusual(true), UNUSUAL_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="rounded-xl bg-sunken p-3 text-soft text-sm empty:hidden">
      {(isContract || isUnusual) && t("owners")}
    </p>
  );
}
