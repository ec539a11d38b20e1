"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import type { MenuCheckboxGroupProps, MenuRadioGroupProps } from "./menu";
import { type Handed, useTakenFocus } from "./opener";

export function OpenedMenu({
  trigger,
  standIn,
  isOpenAtOnce,
  align,
  popupClassName,
  children,
}: Handed & { align: "start" | "end"; popupClassName: string | undefined; children: ReactNode }) {
  const ref = useTakenFocus(standIn);
  return (
    <BaseMenu.Root modal={false} defaultOpen={isOpenAtOnce}>
      <BaseMenu.Trigger ref={ref} render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <BaseMenu.Popup
            className={cn(
              "max-h-(--available-height) min-w-44 overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-raised transition-opacity outline-none data-ending-style:opacity-0 data-starting-style:opacity-0",
              popupClassName,
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const itemStyle =
  "flex min-h-9 w-full cursor-default items-center gap-2.5 rounded-lg px-2.5 text-sm outline-none select-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-muted";

export function RadioGroup({ value, onValueChange, options }: MenuRadioGroupProps) {
  return (
    <BaseMenu.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <BaseMenu.RadioItem
          key={option.value}
          value={option.value}
          closeOnClick
          className={cn(
            itemStyle,
            option.isNested && "pl-12 text-muted data-checked:text-ink data-highlighted:text-ink",
          )}
        >
          {option.icon}
          <span className="min-w-0 flex-1">{option.label}</span>
          <BaseMenu.RadioItemIndicator>
            <Check aria-hidden />
          </BaseMenu.RadioItemIndicator>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

export function CheckboxGroup<Value extends string>({ options, onChange }: MenuCheckboxGroupProps<Value>) {
  return options.map(({ value, label, isOn, isFixed }) => (
    <BaseMenu.CheckboxItem
      key={value}
      checked={isOn}
      disabled={isFixed}
      closeOnClick={false}
      onCheckedChange={(next) => onChange(value, next)}
      className={cn(itemStyle, "data-disabled:text-muted")}
    >
      <span className="flex-1">{label}</span>
      <BaseMenu.CheckboxItemIndicator>
        <Check aria-hidden />
      </BaseMenu.CheckboxItemIndicator>
    </BaseMenu.CheckboxItem>
  ));
}
