import type { ParleyWidget, Theme } from "@parley/embed";
import { ParleyChat } from "@parley/embed/react";
import { useState } from "react";
import { Boats } from "./boats.tsx";
import { Link, usePath } from "./navigation.tsx";
import { wagmiConfig } from "./wagmi.ts";
import { Wallet } from "./wallet.tsx";

/** Where your Parley is. Set VITE_PARLEY_URL when you build. */
const PARLEY_URL = import.meta.env.VITE_PARLEY_URL ?? "http://localhost:3000";

export function App() {
  const path = usePath();
  const [chat, setChat] = useState<ParleyWidget>();
  const [unread, setUnread] = useState(0);
  const [hasChat, setHasChat] = useState(true);
  const [theme, setTheme] = useState<Theme>("system");
  const [locale, setLocale] = useState("en");
  const [lends, setLends] = useState(true);

  /** Runs when the chat is there; what it returns runs when it goes. */
  const onMount = (mounted: ParleyWidget) => {
    setChat(mounted);
    const end = mounted.on("unread", ({ count }) => setUnread(count));
    return () => {
      end();
      setChat(undefined);
      setUnread(0);
    };
  };

  return (
    <>
      <header>
        <strong>Harbour</strong>
        <nav>
          <Link to="/">Boats</Link>
          <Link to="/settings">Settings</Link>
        </nav>
        <button type="button" onClick={() => chat?.openInbox()}>
          {unread > 0 ? `Messages (${unread})` : "Messages"}
        </button>
        <Wallet />
      </header>
      <main>
        {path === "/settings" ? (
          <>
            <h1>Settings</h1>
            <Switch label="Chat" isOn={hasChat} onChange={setHasChat} />
            <Switch label="Lend the wallet to the chat" isOn={lends} onChange={setLends} />
            <label>
              Theme
              <select value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
                <option>system</option>
                <option>light</option>
                <option>dark</option>
              </select>
            </label>
            <label>
              Language
              <select value={locale} onChange={({ target }) => setLocale(target.value)}>
                <option value="en">English</option>
                <option value="es">Español</option>
              </select>
            </label>
          </>
        ) : (
          <Boats chat={chat} />
        )}
      </main>
      {/* Outside of what the address changes, so that it stays as people go from page to page. */}
      {hasChat && (
        <ParleyChat
          url={PARLEY_URL}
          wallet={lends ? wagmiConfig : undefined}
          theme={theme}
          locale={locale}
          accent="#0b5c78"
          onMount={onMount}
        />
      )}
    </>
  );
}

type SwitchProps = { label: string; isOn: boolean; onChange: (isOn: boolean) => void };

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
