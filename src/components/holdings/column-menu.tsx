"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxGroup } from "@/components/ui/menu";
import { HOLDING_COLUMNS, type HoldingColumn } from "@/domain/holding-list";
import { COLUMN_LABELS } from "./column-texts";

/** Which columns are shown; the security always is. */
export function ColumnMenu({
  columns,
  onShow,
}: {
  columns: readonly HoldingColumn[];
  onShow: (column: HoldingColumn, isShown: boolean) => void;
}) {
  return (
    <Menu
      trigger={
        <Button>
          <Columns3 aria-hidden />
          Columns
        </Button>
      }
    >
      <MenuCheckboxGroup
        options={HOLDING_COLUMNS.map((column) => ({
          value: column,
          label: COLUMN_LABELS[column],
          isOn: columns.includes(column),
          isFixed: column === "security",
        }))}
        onChange={onShow}
      />
    </Menu>
  );
}
