import { expect, onTestFinished, test, vi } from "vitest";
import { holdPage, leaveForSignIn } from "./door";

test("a page whose session is over leaves for signing in, but not while it is held", () => {
  const assign = vi.fn();
  vi.stubGlobal("window", { location: { pathname: "/settings", search: "?a=b", assign } });
  onTestFinished(() => void vi.unstubAllGlobals());
  const letGo = holdPage();
  leaveForSignIn();
  expect(assign).not.toHaveBeenCalled();
  letGo();
  leaveForSignIn();
  expect(assign).toHaveBeenCalledExactlyOnceWith("/sign-in?to=%2Fsettings%3Fa%3Db");
});
