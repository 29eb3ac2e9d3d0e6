/** The few words that are said before Parley has loaded. */
export type Words = {
  open: string;
  close: string;
  chat: string;
  unread: string;
  loading: string;
  late: string;
  apart: string;
};

const EN: Words = {
  open: "Open the chat",
  close: "Close the chat",
  chat: "Chat",
  unread: "unread",
  loading: "Loading…",
  late: "The chat doesn’t load. Is your connection working?",
  apart: "Open Parley instead",
};

const ES: Words = {
  open: "Abrir el chat",
  close: "Cerrar el chat",
  chat: "Chat",
  unread: "sin leer",
  loading: "Cargando…",
  late: "El chat no carga. ¿Funciona tu conexión?",
  apart: "Abrir Parley aparte",
};

export function wordsFor(locale: string): Words {
  return /^es\b/i.test(locale) ? ES : EN;
}

/** The language of the page, as it says it itself; unless it does, the browser's. */
export const pageLocale = () => document.documentElement.lang || navigator.language;
