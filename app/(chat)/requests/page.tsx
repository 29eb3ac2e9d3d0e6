/** Strangers who have written. The layout's messenger shows them; this names the address. */
export default function RequestsPage() {
  return null;
}
