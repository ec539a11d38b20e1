import type { AttentionFix, AttentionKind, AttentionSeverity } from "@/domain/attention";

/** Something about one linked brokerage that the user should look at, the gravest first. Instants are ISO text. */
export type AttentionFinding = {
  itemId: string;
  institutionName: string | null;
  kind: AttentionKind;
  severity: AttentionSeverity;
  /** For people: what it is and what it means for the figures. */
  text: string;
  /** Since when; null: nobody knows. */
  since: string | null;
  /** What helps. */
  fix: AttentionFix;
};
