"use client";

import { Check } from "lucide-react";
import { ContextMenu, DropdownMenu } from "radix-ui";
import {
  type ComponentProps,
  type ComponentType,
  Fragment,
  type ReactNode,
  useSyncExternalStore,
} from "react";

const ITEM_CLASS =
  "flex min-h-10 select-none items-center gap-3 rounded-lg px-3 py-1.5 text-base outline-none data-[highlighted]:bg-hover [&_svg]:shrink-0 [&_svg]:text-soft";
const CONTENT_CLASS =
  "scroll-pane appear z-40 min-w-56 max-w-[calc(100vw-1rem)] rounded-xl border border-rule bg-raised p-1 shadow-pop";
const SEPARATOR_CLASS = "mx-1 my-1 h-px bg-rule";

/** Something that one may do, in a menu or anywhere else where actions are listed. */
export type MenuAction = {
  id: string;
  label: string;
  icon: ComponentType<{ size: number; "aria-hidden": "true" }>;
  run: () => void;
};

/** Actions that belong together stand together. */
export type MenuGroups = readonly (readonly MenuAction[])[];

type MenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  /** Given when something else opens it too. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/**
 * A menu under its trigger (a single button element).
 *
 * Not modal: a modal one locks the page's scroll with a style element that the page's policy
 * refuses.
 */
export function Menu({ trigger, children, align = "start", isOpen, onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange })}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={useLandmark()}>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={`${CONTENT_CLASS} max-h-(--radix-dropdown-menu-content-available-height)`}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Where a menu is drawn: inside the page's main part, so that it is found where it belongs. */
function useLandmark(): HTMLElement | null {
  return useSyncExternalStore(
    () => () => {},
    () => document.querySelector("main"),
    () => null,
  );
}

/** Actions as items of a `Menu`. */
export function MenuActions({ groups }: { groups: MenuGroups }) {
  return <Actions groups={groups} Item={DropdownMenu.Item} Separator={DropdownMenu.Separator} />;
}

type ContextMenuAreaProps = Omit<
  ComponentProps<typeof ContextMenu.Content>,
  "children" | "className"
> & {
  /** What the menu is about: one element. */
  children: ReactNode;
  groups: MenuGroups;
};

/**
 * A menu at the pointer: by the second button, a long press, Shift+F10 or the menu key.
 * Not modal, as `Menu`.
 */
export function ContextMenuArea({ children, groups, ...content }: ContextMenuAreaProps) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal container={useLandmark()}>
        <ContextMenu.Content {...content} collisionPadding={8} className={CONTENT_CLASS}>
          <Actions groups={groups} Item={ContextMenu.Item} Separator={ContextMenu.Separator} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

type ActionsProps = {
  groups: MenuGroups;
  Item: typeof DropdownMenu.Item | typeof ContextMenu.Item;
  Separator: typeof DropdownMenu.Separator | typeof ContextMenu.Separator;
};

function Actions({ groups, Item, Separator }: ActionsProps) {
  return groups
    .filter((group) => group.length > 0)
    .map((group, index) => (
      <Fragment key={group[0]?.id}>
        {index > 0 && <Separator className={SEPARATOR_CLASS} />}
        {group.map(({ id, label, icon: Icon, run }) => (
          <Item key={id} onSelect={run} className={ITEM_CLASS}>
            <Icon aria-hidden="true" size={18} />
            {label}
          </Item>
        ))}
      </Fragment>
    ));
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

/** A sentence in the place of items. */
export function MenuNote({ children }: { children: ReactNode }) {
  return <p className="max-w-64 px-3 py-2 text-soft text-sm">{children}</p>;
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
  return <DropdownMenu.Separator className={SEPARATOR_CLASS} />;
}
