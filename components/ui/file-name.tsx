/** A name on one line. The end of it says what the file is, so the middle gives way. */
export function FileName({ name }: { name: string }) {
  const end = name.length > 24 ? 10 : 0;
  return (
    <span title={name} className="flex min-w-0 text-sm">
      <bdi className="contents">
        <span className="truncate whitespace-pre">{name.slice(0, name.length - end)}</span>
        {end > 0 && <span className="shrink-0 whitespace-pre">{name.slice(-end)}</span>}
      </bdi>
    </span>
  );
}
