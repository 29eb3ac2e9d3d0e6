import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { type Mentionable, mentionText } from "@/lib/mentions/core/mentions.ts";
import { suggestMentions } from "@/lib/mentions/core/suggest.ts";
import { completeMention, typedMention } from "@/lib/mentions/core/typing.ts";
import { useOptions } from "../search/use-options.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { MentionList } from "./mention-list.tsx";
import { useMentionPlaceHere } from "./mention-place.ts";

type Field = {
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  write: (text: string) => void;
};

export type MentionsOfField = {
  /** To be rendered above the field. */
  list: ReactNode;
  /** Whether it took the key: Enter then sends nothing. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** The caret moved, or something was typed. */
  onCaret: () => void;
  fieldProps: {
    "aria-autocomplete": "list";
    "aria-haspopup": "listbox";
    "aria-controls"?: string;
    "aria-activedescendant"?: string | undefined;
  };
};

/**
 * Whom somebody means while they type an `@`: a list that the field keeps the focus beside (ARIA:
 * textbox with a listbox). Arrows go from one to the next, Enter and Tab take, Escape leaves it.
 */
export function useMentions({ area, text, write }: Field): MentionsOfField {
  const t = useTranslations("mentions");
  const place = useMentionPlaceHere();
  const [caret, setCaret] = useState(0);
  const [isHere, setIsHere] = useState(false);
  /** What was escaped from stays closed until another mention is begun. */
  const [leftAt, setLeftAt] = useState<number>();
  const nextCaret = useRef<number>(undefined);
  const typed = isHere ? typedMention(text, caret) : undefined;
  const isOpen = typed !== undefined && typed.from !== leftAt && place !== undefined;
  const people = isOpen ? suggestMentions(typed.query, place) : [];

  const take = (person: Mentionable) => {
    if (!typed) return;
    const completed = completeMention(text, typed, mentionText(person));
    nextCaret.current = completed.caret;
    write(completed.text);
    setCaret(completed.caret);
    area.current?.focus();
  };
  const options = useOptions(
    people.map((person) => ({ key: person.address, choose: () => take(person) })),
  );
  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return;
    area.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = undefined;
  });

  const onCaret = () => {
    const element = area.current;
    if (!element) return;
    setIsHere(document.activeElement === element);
    setCaret(element.selectionStart === element.selectionEnd ? element.selectionStart : -1);
    if (typedMention(element.value, element.selectionStart)?.from !== leftAt) setLeftAt(undefined);
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (people.length === 0 || event.nativeEvent.isComposing || event.shiftKey) return false;
    if (event.key === "Escape") {
      event.preventDefault();
      setLeftAt(typed?.from);
      return true;
    }
    const active = people.find(({ address }) => options.activeId?.endsWith(address)) ?? people[0];
    if (event.key === "Tab" && active) {
      event.preventDefault();
      take(active);
      return true;
    }
    options.onKeyDown(event);
    return event.defaultPrevented;
  };

  return {
    onCaret,
    onKeyDown,
    fieldProps: {
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      ...(people.length > 0 && {
        "aria-controls": options.listId,
        "aria-activedescendant": options.activeId,
      }),
    },
    list: (
      <>
        {people.length > 0 && (
          <MentionList
            id={options.listId}
            label={t("label")}
            people={people}
            optionProps={(person) =>
              options.optionProps({ key: person.address, choose: () => take(person) })
            }
          />
        )}
        <div role="status">
          <VisuallyHidden>
            {people.length > 0 ? t("count", { count: people.length }) : ""}
          </VisuallyHidden>
        </div>
      </>
    ),
  };
}
