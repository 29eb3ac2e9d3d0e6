import { RestoreFailed } from "./restore-failed.tsx";
import { TemporaryMark } from "./temporary-mark.tsx";
import { WalletNote } from "./wallet-note.tsx";

/** What the session has to say above the inbox: a wallet gone its own way, a client not open. */
export function SessionNotice() {
  return (
    <>
      <TemporaryMark />
      <RestoreFailed />
      <WalletNote />
    </>
  );
}
