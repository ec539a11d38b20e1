"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { HIDDEN_TEXT } from "@/components/charts/chart-data";
import { cn } from "@/components/ui/class-names";
import { ChartFrame } from "./chart-frame";
import { arcPath, startsOf } from "./ring";
import { movedCursor } from "./scale";

/** A part of a whole. `size` is for the eye: the part of the ring, of 1. */
export type Share = {
  readonly key: string;
  readonly label: string;
  /** A custom property of the theme. */
  readonly color: string;
  readonly size: number;
  readonly shareText: string;
  readonly valueText: string;
  /** Said of the share beside its label. */
  readonly note: string | null;
};

const SIZE = 208;
const CENTER_LABEL = 18;

/**
 * Parts of a whole as a ring beside its legend, in a card of its own: read by pointer or by keys, as a table and as a picture.
 * Values are amounts and hide with them; shares do not.
 */
export function ShareChart({
  title,
  subtitle,
  fileName,
  shares,
  whole,
  toolbar,
  table,
  footnote,
}: {
  title: string;
  subtitle: string;
  /** Without its ending. */
  fileName: string;
  shares: readonly Share[];
  /** What stands in the ring while none of its parts is looked at. */
  whole: { label: string; valueText: string };
  toolbar?: ReactNode;
  table: ReactNode;
  footnote?: ReactNode;
}) {
  const titleId = useId();
  const { isHidden } = useAmountVisibility();
  const [active, setActive] = useState<number | null>(null);
  const shown = active === null ? undefined : shares[active];
  const valueText = (text: string) => (isHidden ? HIDDEN_TEXT : text);
  return (
    <ChartFrame
      title={title}
      titleId={titleId}
      toolbar={toolbar}
      table={table}
      picture={{
        fileName: `${fileName}.png`,
        subtitle,
        legend: () =>
          shares.map(({ color, label, shareText, valueText: value }) => ({
            color,
            text: label,
            value: `${value}   ${shareText}`,
          })),
      }}
    >
      <div className="grid items-center gap-x-8 gap-y-5 px-5 pt-1 pb-5 sm:grid-cols-[13rem_minmax(0,1fr)]">
        <Ring
          name={title}
          shares={shares}
          active={active}
          onMove={setActive}
          spoken={shares.map((share) => `${share.label}: ${share.shareText}, ${valueText(share.valueText)}`)}
        >
          <text x={SIZE / 2} y={SIZE / 2 - 8} textAnchor="middle" className="fill-muted text-xs">
            {shortened(shown?.label ?? whole.label)}
          </text>
          <text x={SIZE / 2} y={SIZE / 2 + 16} textAnchor="middle" className="fill-ink text-lg font-semibold">
            {shown ? shown.shareText : isHidden ? "••••" : whole.valueText}
          </text>
        </Ring>
        <ul className="min-w-0">
          {shares.map((share, index) => (
            <li
              key={share.key}
              onPointerEnter={() => setActive(index)}
              onPointerLeave={() => setActive(null)}
              className={cn(
                "-mx-2 grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-baseline gap-x-3 rounded-lg px-2 py-1.5 text-sm tabular-nums",
                active === index && "bg-sunken",
              )}
            >
              <span
                aria-hidden
                className="size-2.5 self-center rounded-sm"
                style={{ background: `var(${share.color})` }}
              />
              <span className="truncate" title={share.label}>
                {share.label}
                {share.note && <span className="ml-2 text-xs text-muted">{share.note}</span>}
              </span>
              <span className="text-right text-muted max-sm:hidden">{valueText(share.valueText)}</span>
              <span className="w-16 text-right font-medium">{share.shareText}</span>
            </li>
          ))}
        </ul>
      </div>
      {footnote && <div className="px-5 pb-4 text-xs text-muted">{footnote}</div>}
    </ChartFrame>
  );
}

const shortened = (text: string) => (text.length > CENTER_LABEL ? `${text.slice(0, CENTER_LABEL - 1)}…` : text);

function Ring({
  name,
  shares,
  active,
  onMove,
  spoken,
  children,
}: {
  name: string;
  shares: readonly Share[];
  active: number | null;
  onMove: (index: number | null) => void;
  spoken: readonly string[];
  children: ReactNode;
}) {
  const starts = startsOf(shares.map(({ size }) => size));
  const at = Math.min(active ?? 0, Math.max(0, shares.length - 1));
  const step = (event: KeyboardEvent) => {
    if (event.key === "Escape") return onMove(null);
    // Clockwise is down the list.
    const key = { ArrowDown: "ArrowRight", ArrowUp: "ArrowLeft" }[event.key] ?? event.key;
    const next = movedCursor(key, active === null ? -1 : at, shares.length);
    if (next === null) return;
    event.preventDefault();
    onMove(next);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, shares.length - 1)}
      aria-valuenow={at}
      aria-valuetext={spoken[at] ?? ""}
      onKeyDown={step}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && onMove(at)}
      onBlur={() => onMove(null)}
      className="mx-auto size-52 rounded-full"
    >
      <svg data-chart aria-hidden viewBox={`0 0 ${SIZE} ${SIZE}`} width={SIZE} height={SIZE}>
        {shares.map((share, index) => (
          <path
            key={share.key}
            d={arcPath(SIZE, starts[index] ?? 0, share.size)}
            onPointerEnter={() => onMove(index)}
            onPointerLeave={() => onMove(null)}
            className="transition-opacity"
            style={{
              fill: `var(${share.color})`,
              stroke: "var(--surface)",
              strokeWidth: 2,
              opacity: active === null || active === index ? 1 : 0.35,
            }}
          />
        ))}
        {children}
      </svg>
    </div>
  );
}
