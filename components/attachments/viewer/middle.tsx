import type { ReactNode } from "react";

/** Words in the middle of the stage. */
export function Middle({ children }: { children: ReactNode }) {
  return (
    <div className="absolute inset-0 mx-auto flex max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      {children}
    </div>
  );
}
