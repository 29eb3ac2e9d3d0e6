import { RestoreFailed } from "./restore-failed.tsx";
import { WalletNote } from "./wallet-note.tsx";

/** What the session has to say above the inbox: a wallet gone its own way, a client not open. */
export function SessionNotice() {
  return (
    <>
      <RestoreFailed />
      <WalletNote />
    </>
  );
}
