/** What an error says. Medusa's workflows throw those of their steps as plain objects. */
export function messageOf(error: unknown): string {
  return typeof error === "object" &&
    error !== null &&
    "message" in error &&
    typeof error.message === "string"
    ? error.message
    : "unknown cause"
}
