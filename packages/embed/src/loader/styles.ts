/** A page's own styles end at the shadow root; what it may set are variables. */
export const STYLES = `
:host { all: initial; color-scheme: light dark; }
:host([data-theme=light]) { color-scheme: light; }
:host([data-theme=dark]) { color-scheme: dark; }
:host([data-mode=inline]) { display: block; width: 100%; height: 100%; }
* { box-sizing: border-box; font: 15px/1.4 system-ui, sans-serif; }
button, a { color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid var(--parley-accent, light-dark(#00675e, #74cfc2)); outline-offset: 2px; }
.launcher, .button { position: fixed; z-index: var(--parley-z, 2147483000); }
.launcher {
  bottom: 20px; width: 56px; height: 56px; padding: 16px; border: 0; border-radius: 28px;
  background: oklch(from var(--parley-accent, #00675e) min(l, .47) c h); color: #fff;
  box-shadow: 0 2px 12px #0004;
}
.badge {
  position: absolute; top: -4px; right: -4px; min-width: 22px; padding: 0 6px; border-radius: 11px;
  background: #b3261e; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px;
}
.panel {
  padding: 0; border: 0; overflow: hidden; color: light-dark(#1c2425, #ecefef);
  background: light-dark(#fff, #161a1b);
}
.button { inset: auto; bottom: 88px; margin: 0; }
.button, .modal {
  width: min(var(--parley-width, 380px), calc(100vw - 40px));
  height: min(var(--parley-height, 640px), calc(100dvh - 108px));
  border-radius: 16px; box-shadow: 0 8px 40px #0005;
}
.modal::backdrop { background: #0007; }
.inline { position: relative; width: 100%; height: 100%; }
.right { right: 20px; }
.left { left: 20px; }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
.note { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 12px; padding: 24px; text-align: center; background: inherit; }
.note button { position: absolute; top: 8px; right: 8px; width: 44px; height: 44px; border: 0; background: none; font-size: 24px; }
[hidden] { display: none; }
@media (max-width: 480px) {
  .button, .modal { inset: 0; width: 100vw; height: 100dvh; max-width: none; max-height: none; border-radius: 0; }
}
`;
