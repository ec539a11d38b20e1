"use client";

import { useTheme } from "next-themes";
import { Fragment, type ReactNode, useSyncExternalStore } from "react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { ROOM_KEYS } from "@/client/shortcuts";
import { useShortcutsSetting } from "@/client/shortcuts-setting";
import { SettingsSection } from "./settings-section";

const THEMES = [
  { value: "system", label: "System", hint: "as the device" },
  { value: "light", label: "Light", hint: "always" },
  { value: "dark", label: "Dark", hint: "always" },
] as const;
const never = () => () => {};

/** How this browser shows the dashboard; nothing of it is kept on the server. */
export function AppearanceSection() {
  const { theme, setTheme } = useTheme();
  const { isHidden, toggle } = useAmountVisibility();
  const [areShortcutsOn, setShortcuts] = useShortcutsSetting();
  // The server does not know what this browser has chosen.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <SettingsSection
      title="Appearance"
      description="How this browser shows the dashboard. Other devices keep their own."
    >
      <fieldset>
        <legend className="mb-2 text-sm font-medium">Theme</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {THEMES.map(({ value, label, hint }) => (
            <label
              key={value}
              className="flex min-h-12 items-center gap-3 rounded-lg border border-line-strong px-3.5 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                value={value}
                checked={isInBrowser && (theme ?? "system") === value}
                onChange={() => setTheme(value)}
                className="size-4 accent-accent"
              />
              <span>
                <span className="font-medium">{label}</span> <span className="text-muted">{hint}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-5 grid grid-cols-1 gap-4 border-t border-line pt-5">
        <Choice isChecked={isHidden} onChange={toggle} label="Hide amounts">
          Money and quantities are covered, from the first look at a page on, until you show them again. The eye in the
          top bar does the same.
        </Choice>
        <Choice isChecked={areShortcutsOn} onChange={setShortcuts} label="Keyboard shortcuts">
          <Key>/</Key> goes to the search of a page;{" "}
          {Object.entries(ROOM_KEYS).map(([key, { label }], index) => (
            <Fragment key={key}>
              {index > 0 && ", "}
              <span className="whitespace-nowrap">
                <Key>g</Key> <Key>{key}</Key> to {label}
              </span>
            </Fragment>
          ))}
          .
        </Choice>
      </div>
    </SettingsSection>
  );
}

function Choice({
  isChecked,
  onChange,
  label,
  children,
}: {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  label: string;
  children: ReactNode;
}) {
  const hintId = `appearance-${label.replaceAll(" ", "-").toLowerCase()}`;
  return (
    <div className="grid grid-cols-1 gap-x-3 gap-y-1 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
      <label className="flex min-h-6 items-start gap-3 font-medium">
        <input
          type="checkbox"
          checked={isChecked}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-4.5 shrink-0 accent-accent"
        />
        {label}
      </label>
      <p id={hintId} className="max-w-prose text-muted max-sm:pl-7.5">
        {children}
      </p>
    </div>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-line-strong bg-sunken px-1.5 font-mono text-xs text-ink">{children}</kbd>
  );
}
