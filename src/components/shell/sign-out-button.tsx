"use client";

import { useMutation } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { signOut } from "@/client/door";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const leave = useMutation({ mutationFn: signOut });
  return (
    <Button variant="ghost" size="icon" aria-label="Sign out" isBusy={leave.isPending} onClick={() => leave.mutate()}>
      {!leave.isPending && <LogOut aria-hidden />}
    </Button>
  );
}
