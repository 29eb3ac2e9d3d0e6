/** The classes of a native choice between several: the phone's own wheel, the desk's own list. */
export const SELECT_CLASS =
  "h-10 shrink-0 cursor-pointer rounded-xl border border-strong bg-surface px-2.5 text-base disabled:cursor-default disabled:opacity-60";
