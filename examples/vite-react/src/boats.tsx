import type { ParleyWidget } from "@parley/embed";

/** Asks a seller by the chat: it opens with their conversation, and the question as a draft. */
export function Boats({ chat }: { chat: ParleyWidget | undefined }) {
  const ask = (form: FormData) =>
    chat?.openConversation(String(form.get("to")), String(form.get("draft")));
  return (
    <>
      <h1>Boats for sale</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(new FormData(event.currentTarget));
        }}
      >
        <label>
          Seller’s address or name
          <input name="to" required autoComplete="off" />
        </label>
        <label>
          Your question
          <input name="draft" defaultValue="Is the boat still for sale?" />
        </label>
        <button type="submit" disabled={!chat}>
          Write to the seller
        </button>
      </form>
    </>
  );
}
