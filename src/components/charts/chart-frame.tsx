"use client";

import { ChartLine, ImageDown, Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useAmountVisibility, WHY_HIDDEN } from "@/client/amount-visibility";
import { downloadChartImage, type ImageLegendEntry } from "@/client/download-image";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";

/** What a picture of the chart is called and says of itself. */
export type ChartPicture = { fileName: string; subtitle: string; legend?: () => readonly ImageLegendEntry[] };

/**
 * A card for a chart: its heading, the choice between picture and table, and the picture as a file. The picture is the `<svg>`
 * marked `data-chart` below `children`. The file shows amounts, so there is none while they are hidden.
 */
export function ChartFrame({
  title,
  titleId,
  toolbar,
  picture,
  table,
  children,
}: {
  title: string;
  titleId: string;
  /** What chooses what the chart shows: range, grouping. */
  toolbar?: ReactNode;
  /** Null: there is nothing to save. */
  picture: ChartPicture | null;
  /** Null: there is no chart, and so no choice. */
  table: ReactNode | null;
  children: ReactNode;
}) {
  const [isTable, setTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { isHidden } = useAmountVisibility();
  const save = () => {
    const svg = body.current?.querySelector<SVGSVGElement>("[data-chart] svg, svg[data-chart]");
    if (svg && picture) void downloadChartImage(svg, { ...picture, title, legend: picture.legend?.() });
  };
  const showsTable = isTable && table !== null;
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader
        title={title}
        titleId={titleId}
        aside={
          table !== null && (
            <div className="-mr-2 flex">
              <Button
                size="sm"
                variant="ghost"
                aria-label="Show as a table"
                aria-pressed={isTable}
                onClick={() => setTable((was) => !was)}
              >
                {isTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
                Table
              </Button>
              {picture && (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label="Download PNG"
                  disabledReason={isHidden ? WHY_HIDDEN : isTable ? "Show the chart first" : null}
                  onClick={save}
                >
                  <ImageDown aria-hidden />
                  PNG
                </Button>
              )}
            </div>
          )
        }
      />
      {toolbar && <div className="px-5 pb-2">{toolbar}</div>}
      <div ref={body}>{showsTable ? table : children}</div>
    </Card>
  );
}
