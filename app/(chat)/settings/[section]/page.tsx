/** A section of the settings. The layout's messenger shows it; this names the address. */
export default function SettingsPage() {
  return null;
}
