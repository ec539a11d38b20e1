/** What a key may do. `g` waits for the next key, which names a room. */
export type Shortcut = { kind: "search" } | { kind: "go"; href: string } | { kind: "wait" } | null;

export const ROOM_KEYS = {
  o: { href: "/", label: "Overview" },
  h: { href: "/holdings", label: "Holdings" },
  a: { href: "/activity", label: "Activity" },
  c: { href: "/connections", label: "Connections" },
  s: { href: "/settings", label: "Settings" },
} as const;

type Pressed = { key: string; isModified: boolean; isTyping: boolean };

/** What a pressed key asks for, after `g` or not. What is typed into a field, or with a modifier, is none. */
export function shortcutOf({ key, isModified, isTyping }: Pressed, isAfterG: boolean): Shortcut {
  if (isModified || isTyping) return null;
  if (isAfterG && Object.hasOwn(ROOM_KEYS, key))
    return { kind: "go", href: ROOM_KEYS[key as keyof typeof ROOM_KEYS].href };
  if (key === "/") return { kind: "search" };
  return key === "g" ? { kind: "wait" } : null;
}
