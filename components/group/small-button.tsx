import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";

type SmallButtonProps = { onClick: () => void; className?: string; children: ReactNode };

/** What one may do about a part of the details. */
export function SmallButton({ onClick, className = "self-start", children }: SmallButtonProps) {
  return (
    <Button look="secondary" size="small" onClick={onClick} className={className}>
      {children}
    </Button>
  );
}
