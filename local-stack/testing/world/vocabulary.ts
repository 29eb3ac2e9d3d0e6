import type { Random } from "./seeded-random.ts";

export type Language = "en" | "es";

/** First names for people of a world; beyond them they are numbered. */
export const NAMES = [
  "Ana Ben Carla David Elena Farid Grace Hugo Inés Jonas Keiko Luis Mara Noah Olga Pablo Quinn Rosa Sam",
  "Teresa Uma Víctor Wanda Xavi Yara Zoe",
]
  .join(" ")
  .split(" ");

export const GROUP_NAMES = [
  "Sunday hike 🥾",
  "Flat 4B",
  "Book club",
  "Cena del viernes 🍝",
  "Launch week 🚀",
  "Familia",
  "Trip to Lisbon",
  "Five-a-side ⚽",
  "Garden neighbours 🌱",
  "Cumple de Rosa 🎂",
  "Band practice",
  "Treasury signers",
] as const;

type Phrases = {
  openings: readonly string[];
  lines: readonly string[];
  replies: readonly string[];
  words: Record<"place" | "thing" | "time" | "task", readonly string[]>;
};

const ENGLISH: Phrases = {
  openings: [
    "Hey, how are you?",
    "Good morning ☀️",
    "Are you around {time}?",
    "Quick question",
    "Guess what happened",
  ],
  lines: [
    "I'll be at {place} {time}",
    "Did you bring {thing}?",
    "Can you {task} {time}?",
    "I left {thing} at {place} again 🙈",
    "We could meet at {place}",
    "I just managed to {task}, finally",
    "They said it will rain {time} ☔",
    "The train is late, so I'm still at {place}",
    "Somebody has to {task} before {time}",
    "I found {thing} 🎉",
    "Let me check and come back to you {time}",
    "I paid for {thing}, we can split it later",
    "How long does it take from {place}?",
    "The photos from {place} are lovely 📷",
    "I can't make it {time}, sorry",
    "Do you still have {thing}? I would need it {time}",
    "It was quieter at {place} than I thought. We sat there for two hours and nobody minded.",
    "If you {task}, I'll take care of {thing}",
  ],
  replies: [
    "Sure",
    "Sounds good 👍",
    "Ha 😂",
    "On my way",
    "Not yet",
    "Thank you ❤️",
    "Perfect",
    "Why not?",
    "I think so",
    "👍",
    "🎉",
    "Let's do that",
  ],
  words: {
    place: [
      "the station",
      "the café on the corner",
      "the library",
      "my place",
      "the harbour",
      "the office",
      "the market",
      "the park",
    ],
    thing: [
      "the keys",
      "the tickets",
      "your umbrella",
      "the charger",
      "that book",
      "the cake",
      "the second invoice",
      "the map",
    ],
    time: [
      "tonight",
      "tomorrow",
      "at seven",
      "after lunch",
      "on Friday",
      "this weekend",
      "in ten minutes",
    ],
    task: [
      "book a table",
      "sign the transaction",
      "water the plants",
      "send the address",
      "call the landlord",
      "review the draft",
      "pick up the kids",
    ],
  },
};

const SPANISH: Phrases = {
  openings: [
    "Hola, ¿qué tal?",
    "Buenos días ☀️",
    "¿Estás libre {time}?",
    "Una pregunta rápida",
    "No te lo vas a creer",
  ],
  lines: [
    "Estaré en {place} {time}",
    "¿Has traído {thing}?",
    "¿Puedes {task} {time}?",
    "Me he dejado {thing} en {place} otra vez 🙈",
    "Podemos quedar en {place}",
    "Dicen que va a llover {time} ☔",
    "El tren llega tarde, sigo en {place}",
    "Alguien tiene que {task} antes",
    "He encontrado {thing} 🎉",
    "Lo miro y te digo {time}",
    "Las fotos de {place} son preciosas 📷",
    "{time} no puedo, lo siento",
    "¿Todavía tienes {thing}? Lo necesitaría {time}",
    "Se estaba muy bien en {place}. Nos quedamos dos horas y nadie nos dijo nada.",
  ],
  replies: [
    "Claro",
    "Me parece bien 👍",
    "Jaja 😂",
    "Voy para allá",
    "Todavía no",
    "Gracias ❤️",
    "Perfecto",
    "¿Por qué no?",
    "Creo que sí",
    "👍",
    "🎉",
    "Venga",
  ],
  words: {
    place: [
      "la estación",
      "el café de la esquina",
      "la biblioteca",
      "mi casa",
      "el puerto",
      "la oficina",
      "el mercado",
      "el parque",
    ],
    thing: [
      "las llaves",
      "las entradas",
      "tu paraguas",
      "el cargador",
      "ese libro",
      "la tarta",
      "la segunda factura",
      "el mapa",
    ],
    time: [
      "esta noche",
      "mañana",
      "a las siete",
      "después de comer",
      "el viernes",
      "este finde",
      "en diez minutos",
    ],
    task: [
      "reservar mesa",
      "firmar la transacción",
      "regar las plantas",
      "mandar la dirección",
      "llamar al casero",
      "revisar el borrador",
    ],
  },
};

const PHRASES: Record<Language, Phrases> = { en: ENGLISH, es: SPANISH };

/** One thing that somebody says; what begins a conversation greets. */
export function say(language: Language, random: Random, isFirst: boolean): string {
  const { openings, lines, replies, words } = PHRASES[language];
  const phrase = isFirst
    ? random.pick(openings)
    : random.pick(random.fraction() < 0.3 ? replies : lines);
  const whole = phrase.replace(/\{(\w+)\}/g, (_, kind: keyof Phrases["words"]) =>
    random.pick(words[kind]),
  );
  return whole.charAt(0).toLocaleUpperCase(language) + whole.slice(1);
}
