/** The keys of a shortcut, each in its own frame. */
export function Keys({ names }: { names: string }) {
  return (
    <span className="flex shrink-0 gap-1">
      {names.split(" ").map((name) => (
        <kbd
          key={name}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-md border border-rule bg-sunken px-1.5 font-sans text-2xs text-soft"
        >
          {name}
        </kbd>
      ))}
    </span>
  );
}
