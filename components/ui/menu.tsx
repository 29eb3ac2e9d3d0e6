"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

const ITEM_CLASS =
  "flex min-h-10 select-none items-center gap-3 rounded-lg px-3 py-1.5 text-base outline-none data-[highlighted]:bg-hover [&_svg]:shrink-0 [&_svg]:text-soft";

type MenuProps = { trigger: ReactNode; children: ReactNode; align?: "start" | "end" };

/**
 * A menu under its trigger (a single button element).
 *
 * Not modal: a modal one locks the page's scroll with a style element that the page's policy
 * refuses.
 */
export function Menu({ trigger, children, align = "start" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="scroll-pane appear z-20 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-xl border border-rule bg-raised p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type MenuItemProps = {
  onSelect: () => void;
  /** Where what is shown does not say what the item does. */
  label?: string;
  title?: string;
  children: ReactNode;
};

export function MenuItem({ onSelect, label, title, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item onSelect={onSelect} aria-label={label} title={title} className={ITEM_CLASS}>
      {children}
    </DropdownMenu.Item>
  );
}

const LABEL_CLASS = "px-3 pt-2 pb-1 text-faint text-xs";

/** Items that belong together, under a word that says how. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className={LABEL_CLASS}>{label}</DropdownMenu.Label>
      {children}
    </DropdownMenu.Group>
  );
}

type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** One of several, inside a menu. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <DropdownMenu.RadioGroup
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <DropdownMenu.Label className={LABEL_CLASS}>{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={ITEM_CLASS}>
          <span className="flex-1">{option.label}</span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden="true" size={16} />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-rule" />;
}
