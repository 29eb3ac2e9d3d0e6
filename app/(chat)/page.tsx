/** The list. The layout's messenger shows it; this names the address. */
export default function InboxPage() {
  return null;
}
