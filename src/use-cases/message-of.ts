/** The message of an error. Medusa's workflows throw the errors of their steps as plain objects. */
export function messageOf(error: unknown): string {
  return typeof error === "object" &&
    error !== null &&
    "message" in error &&
    typeof error.message === "string"
    ? error.message
    : "unknown cause"
}
