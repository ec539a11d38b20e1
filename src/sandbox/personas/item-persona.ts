import { findInstitution } from "@/sandbox/institutions/catalogue";
import { personaOf } from "@/sandbox/personas/logins";
import type { Persona } from "@/sandbox/personas/plan";
import type { SandboxItem } from "@/sandbox/state";

/** The persona behind an Item's login; null for bulk and custom users. */
export function itemPersona({ institutionId, username }: SandboxItem): Persona | null {
  const institution = findInstitution(institutionId);
  return institution && personaOf(username, institution);
}
