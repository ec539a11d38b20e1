"use client";

import type { ComponentProps, ReactElement, ReactNode } from "react";
import { deferred } from "@/client/deferred";
import { Opener } from "./opener";

const popup = deferred(() => import("./menu-popup"));

/** A button that opens a list of choices. */
export function Menu({
  trigger,
  align = "end",
  popupClassName,
  children,
}: {
  trigger: ReactElement<ComponentProps<"button">>;
  align?: "start" | "end";
  popupClassName?: string;
  children: ReactNode;
}) {
  return (
    <Opener code={popup} opens="menu" trigger={trigger}>
      {({ OpenedMenu }, handed) => (
        <OpenedMenu {...handed} align={align} popupClassName={popupClassName}>
          {children}
        </OpenedMenu>
      )}
    </Opener>
  );
}

export type MenuRadioOption = {
  value: string;
  label: ReactNode;
  icon?: ReactNode;
  /** Part of the option above it. */
  isNested?: boolean;
};

export type MenuRadioGroupProps = {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly MenuRadioOption[];
};

/** One of several, inside a menu. */
export function MenuRadioGroup(props: MenuRadioGroupProps) {
  const module = popup.useModule(true);
  return module && <module.RadioGroup {...props} />;
}

export type MenuCheckboxGroupProps<Value extends string> = {
  options: readonly { value: Value; label: string; isOn: boolean; isFixed?: boolean }[];
  onChange: (value: Value, isOn: boolean) => void;
};

/** Any number of choices, each on or off; choosing leaves the menu open. */
export function MenuCheckboxGroup<Value extends string>(props: MenuCheckboxGroupProps<Value>) {
  const module = popup.useModule(true);
  return module && <module.CheckboxGroup {...props} />;
}
