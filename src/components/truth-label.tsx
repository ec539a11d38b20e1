"use client";

import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Truth } from "@/domain/truth";
import { truthText } from "./truth-texts";
import { cn } from "./ui/class-names";
import { Popover } from "./ui/popover";

const LEVELS = {
  exact: { text: "Exact", Mark: CircleCheck, tone: "text-muted" },
  estimated: { text: "Estimated", Mark: CircleDashed, tone: "text-warn" },
  incomplete: { text: "Incomplete", Mark: TriangleAlert, tone: "text-warn" },
} as const;

/**
 * How far a figure can be relied on, in a word; opened, it explains the figure: by what rule, from what, and what is said
 * against it.
 */
export function TruthLabel({
  figure,
  truth: { level, reasons },
  formula,
  inputs = [],
  isMark = false,
}: {
  /** What the figure is called. */
  figure: string;
  truth: Truth;
  formula: string;
  inputs?: readonly (readonly [label: string, value: ReactNode])[];
  /** Where there is no room for the word. */
  isMark?: boolean;
}) {
  const { text, Mark, tone } = LEVELS[level];
  const trigger = (
    <button
      type="button"
      aria-label={`${text}: explain ${figure}`}
      className={cn(
        "inline-flex items-center gap-1 rounded-md text-xs font-medium hover:bg-sunken",
        isMark ? "size-6 shrink-0 justify-center" : "-mx-1.5 h-7 px-1.5",
        tone,
      )}
    >
      <Mark aria-hidden className="size-3.5" />
      {!isMark && text}
    </button>
  );
  return (
    <Popover trigger={trigger} title={figure}>
      <p className="mt-1 text-muted">{formula}</p>
      {inputs.length > 0 && (
        <dl className="mt-3 space-y-1 border-t border-line pt-3 tabular-nums">
          {inputs.map(([label, value]) => (
            <div key={label} className="flex justify-between gap-4">
              <dt className="text-muted">{label}</dt>
              <dd className="text-right font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-3 border-t border-line pt-3">
        <p className={cn("flex items-center gap-1.5 font-medium", tone)}>
          <Mark aria-hidden className="size-4" />
          {text}
        </p>
        {reasons.length === 0 ? (
          <p className="mt-1 text-muted">All of it is counted, as the brokerages gave it.</p>
        ) : (
          <ul className="mt-1 space-y-1 text-muted">
            {reasons.map((reason) => (
              <li key={reason.kind}>{truthText(reason)}</li>
            ))}
          </ul>
        )}
      </div>
    </Popover>
  );
}
