import { Spinner } from "../ui/spinner.tsx";

/** A conversation with somebody new, while their address is looked up. */
export function Opening({ label }: { label: string }) {
  return (
    <p role="status" className="flex flex-1 items-center justify-center gap-3 pb-16 text-soft">
      <Spinner />
      {label}
    </p>
  );
}
