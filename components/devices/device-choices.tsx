"use client";

import { useId } from "react";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { Installation } from "@/lib/identity/core/inbox-use.ts";
import { DeviceSummary } from "./device-summary.tsx";

type DeviceChoicesProps = {
  label: string;
  installations: readonly Installation[];
  chosen: ReadonlySet<InstallationId>;
  onChange: (chosen: ReadonlySet<InstallationId>) => void;
};

/** Devices to tick. */
export function DeviceChoices({ label, installations, chosen, onChange }: DeviceChoicesProps) {
  const toggle = (id: InstallationId) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="scroll-pane max-h-72 shrink-0 overflow-y-auto rounded-xl border border-rule">
      <legend className="sr-only">{label}</legend>
      {installations.map((installation) => (
        <Choice
          key={installation.id}
          installation={installation}
          isChosen={chosen.has(installation.id)}
          onToggle={() => toggle(installation.id)}
        />
      ))}
    </fieldset>
  );
}

type ChoiceProps = { installation: Installation; isChosen: boolean; onToggle: () => void };

function Choice({ installation, isChosen, onToggle }: ChoiceProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex cursor-pointer items-center gap-3 border-rule border-b px-3 py-2.5 last:border-b-0 hover:bg-hover has-checked:bg-selected"
    >
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="size-4 shrink-0 accent-accent"
      />
      <DeviceSummary installation={installation} />
    </label>
  );
}
