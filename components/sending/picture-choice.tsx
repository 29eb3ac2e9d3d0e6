import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Tray } from "./chosen-files.ts";

type PictureChoiceProps = {
  value: Tray["pictures"];
  onChange: (value: Tray["pictures"]) => void;
  /** Whether each of them can be reduced, whatever the browser. */
  isSure: boolean;
};

const WAYS = ["reduced", "original"] as const;

/** What is sent of pictures, and what each means. */
export function PictureChoice({ value, onChange, isSure }: PictureChoiceProps) {
  const t = useTranslations("sending.pictures");
  const name = useId();
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 text-sm">
      <legend className="sr-only">{t("label")}</legend>
      <span className="flex gap-0.5 rounded-lg bg-sunken p-0.5">
        {WAYS.map((way) => (
          <label
            key={way}
            className="flex min-h-7 cursor-pointer items-center rounded-md px-2.5 text-soft has-checked:bg-chosen has-focus-visible:outline-2 has-focus-visible:outline-accent has-checked:font-semibold has-checked:text-ink"
          >
            <input
              type="radio"
              name={name}
              value={way}
              checked={way === value}
              onChange={() => onChange(way)}
              className="sr-only"
            />
            {t(way)}
          </label>
        ))}
      </span>
      <span className="min-w-40 flex-1 text-faint text-xs">
        {value === "original" ? t("originalMeans") : t(isSure ? "reducedMeans" : "reducedPerhaps")}
      </span>
    </fieldset>
  );
}
