/** The conversation with an address. The layout's messenger shows it; this names the address. */
export default function DirectMessagePage() {
  return null;
}
