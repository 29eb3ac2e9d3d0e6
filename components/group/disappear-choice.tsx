"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { disappearTime } from "@/lib/messaging/core/group.ts";
import { type DurationUnit, UNITS_MS, wholeDuration } from "../ui/duration.ts";
import { SELECT_CLASS } from "../ui/select.ts";
import { useDurationWords } from "../ui/use-duration.ts";

/** 30 s, 5 min, 1 h, 8 h, 1 day, 1 week. */
const OFFERED_MS = [30_000, 300_000, 3_600_000, 28_800_000, 86_400_000, 604_800_000] as const;

const UNITS = Object.keys(UNITS_MS) as DurationUnit[];

type DisappearChoiceProps = {
  /** Undefined while messages stay for ever. */
  value: number | undefined;
  onChange: (afterMs: number | undefined) => void;
};

/** How long messages stay: one of the usual times, or any other. */
export function DisappearChoice({ value, onChange }: DisappearChoiceProps) {
  const t = useTranslations("group.timer");
  const words = useDurationWords();
  const id = useId();
  const isOffered = value === undefined || OFFERED_MS.some((each) => each === value);
  const [isCustom, setIsCustom] = useState(!isOffered);
  const choose = (chosen: string) => {
    setIsCustom(chosen === "custom");
    if (chosen === "custom") onChange(value ?? UNITS_MS.hours);
    else onChange(chosen === "off" ? undefined : Number(chosen));
  };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {t("label")}
      </label>
      <select
        id={id}
        value={isCustom ? "custom" : (value ?? "off")}
        onChange={(event) => choose(event.target.value)}
        className={`${SELECT_CLASS} w-full`}
      >
        <option value="off">{t("off")}</option>
        {OFFERED_MS.map((each) => (
          <option key={each} value={each}>
            {t("after", { duration: words(each) })}
          </option>
        ))}
        <option value="custom">{t("custom")}</option>
      </select>
      {isCustom && <CustomTime value={value ?? UNITS_MS.hours} onChange={onChange} />}
    </div>
  );
}

function CustomTime({ value, onChange }: { value: number; onChange: (afterMs: number) => void }) {
  const t = useTranslations("group.timer");
  const tUnits = useTranslations("group.units");
  const [{ amount, unit }, setTime] = useState(() => {
    const { count, unit: whole } = wholeDuration(value);
    return { amount: String(count), unit: whole };
  });
  const set = (next: { amount: string; unit: DurationUnit }) => {
    setTime(next);
    const afterMs = disappearTime(Number(next.amount) * UNITS_MS[next.unit]);
    if (afterMs !== undefined) onChange(afterMs);
  };
  return (
    <div className="flex gap-2">
      <input
        type="number"
        min={1}
        max={999}
        value={amount}
        aria-label={t("amount")}
        onChange={(event) => set({ amount: event.target.value, unit })}
        className="h-10 w-24 rounded-xl border border-strong bg-surface px-3 text-base"
      />
      <select
        aria-label={t("unit")}
        value={unit}
        onChange={(event) => set({ amount, unit: event.target.value as DurationUnit })}
        className={`${SELECT_CLASS} flex-1`}
      >
        {UNITS.map((each) => (
          <option key={each} value={each}>
            {tUnits(each)}
          </option>
        ))}
      </select>
    </div>
  );
}
