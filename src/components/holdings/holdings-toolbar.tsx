"use client";

import { Search, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useNow, useTimeZone } from "@/client/time";
import { Button } from "@/components/ui/button";
import { SettledInput } from "@/components/ui/settled-input";
import type { HoldingsList } from "@/contracts/holdings";
import { calendarDateIn } from "@/domain/calendar-date";
import { ColumnMenu } from "./column-menu";
import { HoldingFilters } from "./holding-filters";
import { FILTER_PARAMS } from "./holdings-params";
import { SortSelect } from "./sort-select";
import type { HoldingsUrl } from "./use-holdings-url";

const Sheet = dynamic(() => import("@/components/ui/sheet").then((module) => module.Sheet), { ssr: false });

/** Search, filters and columns; on narrow screens the filters are in a sheet behind a button. */
export function HoldingsToolbar({
  url,
  list,
  children,
}: {
  url: HoldingsUrl;
  list: HoldingsList;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const today = calendarDateIn(useTimeZone(), new Date(useNow()));
  const count = FILTER_PARAMS.filter((name) => name !== "q" && (url.read(name) ?? "") !== "").length;
  const filters = <HoldingFilters url={url} list={list} today={today} />;
  return (
    <div className="grid grid-cols-1 gap-4 print:hidden">
      <div className="flex flex-wrap items-center gap-2.5">
        <div className="relative w-full sm:w-80">
          <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
          <SettledInput
            type="search"
            aria-label="Search holdings"
            placeholder="Search holdings"
            maxLength={100}
            className="pl-9"
            value={url.read("q") ?? ""}
            onSettled={url.search}
          />
        </div>
        <SortSelect order={url.order} onOrder={url.setOrder} />
        <Button
          className="lg:hidden"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => {
            setWasOpen(true);
            setOpen(true);
          }}
        >
          <SlidersHorizontal aria-hidden />
          Filters
          {count > 0 && <span className="tabular-nums">({count})</span>}
        </Button>
        <div className="flex gap-2.5 max-sm:w-full lg:ml-auto">
          <ColumnMenu columns={url.columns} onShow={url.showColumn} />
          {children}
        </div>
      </div>
      <div className="hidden gap-2.5 lg:grid lg:grid-cols-4 xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none">
        {filters}
      </div>
      {wasOpen && (
        <Sheet
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          title="Filters"
          footer={
            <Button variant="primary" className="w-full" onClick={() => setOpen(false)}>
              Show holdings
            </Button>
          }
        >
          <div className="grid grid-cols-2 gap-3 p-5">{filters}</div>
        </Sheet>
      )}
    </div>
  );
}
