import { cn } from "@/components/ui/class-names";
import type { ConnectionCard } from "@/contracts/items";

const SIZES = { sm: "size-8 rounded-lg text-xs", md: "size-11 rounded-xl text-base" } as const;
const isHexColour = (text: string | null): text is string => text !== null && /^#[0-9a-f]{6}$/i.test(text);

type Marked = Pick<ConnectionCard, "institutionName" | "institutionLogo" | "institutionColor">;

/** The institution's logo, or its first letter on its colour; its name always stands beside it. */
export function InstitutionMark({ card, size = "md" }: { card: Marked; size?: keyof typeof SIZES }) {
  const { institutionLogo, institutionColor, institutionName } = card;
  if (institutionLogo) {
    return (
      <img
        src={`data:image/png;base64,${institutionLogo}`}
        alt=""
        className={cn("shrink-0 object-contain", SIZES[size])}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={cn("grid shrink-0 place-items-center bg-accent-soft font-semibold text-accent", SIZES[size])}
      style={isHexColour(institutionColor) ? { boxShadow: `inset 0 -3px 0 ${institutionColor}` } : undefined}
    >
      {([...(institutionName ?? "")][0] ?? "B").toUpperCase()}
    </span>
  );
}
