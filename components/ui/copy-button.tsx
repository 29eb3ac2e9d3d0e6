"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";
import { VisuallyHidden } from "./visually-hidden.tsx";

const CONFIRMATION_MS = 1_600;

/** Whether `copy` was called lately with success, and `copy` itself. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return { copied, copy };
}

type CopyButtonProps = Omit<ComponentProps<typeof IconButton>, "children" | "onClick"> & {
  text: string;
};

/** Copies `text`, and says that it did. */
export function CopyButton({ text, ...rest }: CopyButtonProps) {
  const t = useTranslations("common");
  const { copied, copy } = useCopy();
  return (
    <>
      <IconButton {...rest} onClick={() => copy(text)}>
        {copied ? <Check aria-hidden="true" size={16} /> : <Copy aria-hidden="true" size={16} />}
      </IconButton>
      <span role="status">
        <VisuallyHidden>{copied ? t("copied") : ""}</VisuallyHidden>
      </span>
    </>
  );
}
