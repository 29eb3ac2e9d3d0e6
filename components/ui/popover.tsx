"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";

type PopoverProps = {
  /** One button element. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  children: ReactNode;
  /** Given when something else opens it too. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** A small pane under its trigger; Escape, or a press elsewhere, closes it. */
export function Popover({ trigger, label, children, isOpen, onOpenChange }: PopoverProps) {
  return (
    <Primitive.Root
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange })}
    >
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          sideOffset={4}
          collisionPadding={12}
          className="appear z-40 w-80 max-w-[calc(100vw-1.5rem)] rounded-2xl border border-rule bg-raised p-4 shadow-pop outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
